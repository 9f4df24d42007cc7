resource "azurerm_service_plan" "app" {
  for_each = local.apps

  name                = local.app_names[each.key]
  resource_group_name = azurerm_resource_group.loop.name
  location            = azurerm_resource_group.loop.location
  os_type             = "Linux"
  sku_name            = "FC1"
}

# The same zip in each; infra/delivery/deploy-azure.sh puts it there.
resource "azapi_resource" "app" {
  for_each = local.apps

  type      = "Microsoft.Web/sites@2024-04-01"
  name      = local.app_names[each.key]
  parent_id = azurerm_resource_group.loop.id
  location  = azurerm_resource_group.loop.location
  tags      = azurerm_resource_group.loop.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.app[each.key].id]
  }

  body = {
    kind = "functionapp,linux"
    properties = {
      serverFarmId              = azurerm_service_plan.app[each.key].id
      httpsOnly                 = true
      keyVaultReferenceIdentity = azurerm_user_assigned_identity.app[each.key].id
      functionAppConfig = {
        runtime = { name = "java", version = "17" }
        scaleAndConcurrency = {
          instanceMemoryMB     = each.value.memory
          maximumInstanceCount = each.value.instances
        }
        deployment = {
          storage = {
            type  = "blobContainer"
            value = "${azurerm_storage_account.host[each.key].primary_blob_endpoint}${azurerm_storage_container.code[each.key].name}"
            authentication = {
              type                           = "UserAssignedIdentity"
              userAssignedIdentityResourceId = azurerm_user_assigned_identity.app[each.key].id
            }
          }
        }
      }
      siteConfig = {
        minTlsVersion    = "1.2"
        scmMinTlsVersion = "1.2"
        ftpsState        = "Disabled"
        http20Enabled    = true
        appSettings      = [for name, value in local.settings[each.key] : { name = name, value = value }]
        # Event functions are reached by Event Grid alone, queue functions by nobody.
        ipSecurityRestrictionsDefaultAction    = each.value.reached_by == "Internet" ? "Allow" : "Deny"
        ipSecurityRestrictions                 = [for tag in local.tags_in[each.key] : { name = tag, tag = "ServiceTag", ipAddress = tag, action = "Allow", priority = 100 }]
        scmIpSecurityRestrictionsDefaultAction = "Allow"
      }
    }
  }

  response_export_values = ["properties.defaultHostName"]

  # A host that starts before its rights are there stays broken until it is restarted.
  depends_on = [
    azurerm_role_assignment.host_blobs,
    azurerm_role_assignment.host_queues,
    azurerm_role_assignment.secret,
  ]
}

locals {
  tags_in = { for app, row in local.apps : app => [for tag in [row.reached_by] : tag if !contains(["", "Internet"], tag)] }
}

# Passwords for deployment are off: who deploys proves it to Entra.
resource "azapi_update_resource" "no_passwords" {
  for_each = { for pair in setproduct(keys(local.apps), ["ftp", "scm"]) : join(" ", pair) => { app = pair[0], door = pair[1] } }

  type      = "Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01"
  name      = each.value.door
  parent_id = azapi_resource.app[each.value.app].id
  body      = { properties = { allow = false } }
}

# The platform turns away who has no token for the loop; the functions ask for the role as well.
resource "azapi_update_resource" "sign_in" {
  type      = "Microsoft.Web/sites/config@2024-04-01"
  name      = "authsettingsV2"
  parent_id = azapi_resource.app["control"].id

  body = {
    properties = {
      platform = { enabled = true }
      globalValidation = {
        requireAuthentication       = true
        unauthenticatedClientAction = "Return401"
      }
      httpSettings = { requireHttps = true }
      login        = { tokenStore = { enabled = false } }
      identityProviders = {
        azureActiveDirectory = {
          enabled = true
          registration = {
            clientId     = var.entra.client_id
            openIdIssuer = "https://login.microsoftonline.com/${data.azurerm_client_config.this.tenant_id}/v2.0"
          }
          validation = { allowedAudiences = local.audiences }
        }
      }
    }
  }
}
