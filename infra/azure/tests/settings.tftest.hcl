# What each app is told and given. Plans against mocked providers: no account, no network, no cost. Run: terraform test

mock_provider "azurerm" {
  source          = "./tests/mocks/azurerm"
  override_during = plan
}

mock_provider "azapi" {
  source          = "./tests/mocks/azapi"
  override_during = plan
}

run "every_function_is_on_in_one_app" {
  command = plan

  assert {
    condition     = toset(keys(azapi_resource.app)) == toset(["control", "data", "notify", "traffic", "training"])
    error_message = "There are five apps."
  }

  assert {
    condition     = alltrue([for name, function in local.functions : [for app, switches in local.switches : app if switches["AzureWebJobs.${replace(name, "-", "_")}.Disabled"] == "false"] == [function.app]])
    error_message = "Each function is on in its own app and off in all others."
  }

  assert {
    condition     = alltrue(flatten([for app in azapi_resource.app : [for setting in app.body.properties.siteConfig.appSettings : can(regex("^[A-Za-z0-9_.]+$", setting.name))]]))
    error_message = "Linux takes no hyphen in the name of a setting."
  }

  assert {
    condition     = alltrue([for app in azapi_resource.app : !contains([for setting in app.body.properties.siteConfig.appSettings : setting.name], "AzureWebJobsStorage")])
    error_message = "An app without an account key must not be given an empty one."
  }

  assert {
    condition     = alltrue([for app in azapi_resource.app : app.body.properties.httpsOnly && app.body.properties.siteConfig.ftpsState == "Disabled" && app.body.properties.functionAppConfig.runtime == { name = "java", version = "17" }])
    error_message = "HTTPS only, no FTP, Java 17."
  }

  assert {
    condition     = { for name, app in azapi_resource.app : name => "${app.body.properties.siteConfig.ipSecurityRestrictionsDefaultAction} ${join(",", [for rule in app.body.properties.siteConfig.ipSecurityRestrictions : rule.ipAddress])}" } == { control = "Allow ", data = "Deny AzureEventGrid", notify = "Deny ", traffic = "Deny ", training = "Deny AzureEventGrid" }
    error_message = "The Internet reaches control, Event Grid reaches data and training, and nobody the others."
  }

  assert {
    condition     = length(azapi_update_resource.no_passwords) == 10 && alltrue([for door in azapi_update_resource.no_passwords : !door.body.properties.allow])
    error_message = "No app is deployed with a password."
  }

  assert {
    condition     = azapi_update_resource.sign_in.body.properties.globalValidation.requireAuthentication && azapi_update_resource.sign_in.body.properties.identityProviders.azureActiveDirectory.validation.allowedAudiences == ["00000000-0000-0000-0000-000000000003", "api://lateloop-loopkeeper"]
    error_message = "Who calls control has a token for the loop."
  }
}

run "apps_are_told_who_they_are_and_which_secrets_are_theirs" {
  command = plan

  assert {
    condition     = alltrue([for name, settings in local.settings : settings.AZURE_CLIENT_ID == azurerm_user_assigned_identity.app[name].client_id && settings.AzureWebJobsStorage__clientId == settings.AZURE_CLIENT_ID]) && length(distinct([for settings in local.settings : settings.AZURE_CLIENT_ID])) == 5
    error_message = "Each app comes with an identity of its own."
  }

  assert {
    condition     = { for name, settings in local.settings : name => [for value in values(settings) : value if startswith(value, "@Microsoft.KeyVault")] } == { control = ["@Microsoft.KeyVault(SecretUri=https://lateloop-loopkeeper.vault.azure.net/secrets/alert-hmac)"], data = [], notify = ["@Microsoft.KeyVault(SecretUri=https://lateloop-loopkeeper.vault.azure.net/secrets/teams-webhook)"], traffic = [], training = [] }
    error_message = "notify is given the secrets of channels, control that of alerts, by reference."
  }

  assert {
    condition     = [for name, settings in local.settings : name if contains(keys(settings), "LOOPKEEPER_ROLE")] == ["control"] && local.settings["control"].LOOPKEEPER_ROLE == "Loopkeeper.Operator"
    error_message = "control alone checks callers, and by role."
  }

  assert {
    condition     = local.settings["data"].LOOPKEEPER_SWEEP_SCHEDULE == "0 * * * * *" && local.settings["data"].LOOPKEEPER_PLAN_SCHEDULE == "0 17 * * * *"
    error_message = "sweep runs each minute, plan-retraining each hour."
  }

  assert {
    condition     = local.settings["data"].LOOPKEEPER_BLOB_URL == "https://latelooploop.blob.core.windows.net" && local.settings["data"].AZURE_ML_SERVING_STORE == "wasbs://state@latelooploop.blob.core.windows.net"
    error_message = "The functions find their storage."
  }
}

run "callers_can_be_named_besides_the_role" {
  command = plan

  variables {
    entra = {
      client_id     = "00000000-0000-0000-0000-000000000003"
      object_id     = "00000000-0000-0000-0000-000000000004"
      audience      = "https://loop.example.com"
      operator_role = ""
      callers       = ["00000000-0000-0000-0000-000000000009"]
    }
    schedule        = "0 0 6 * * 1"
    log_predictions = false
    serving         = { environment = "mine:7", size = "Standard_F4s_v2", instances = 3 }
  }

  assert {
    condition     = local.settings["control"].LOOPKEEPER_ROLE == "" && local.settings["control"].LOOPKEEPER_CALLERS == "00000000-0000-0000-0000-000000000009"
    error_message = "Without a role the callers are named."
  }

  assert {
    condition     = local.settings["traffic"].AZURE_ML_SERVING_STORE == "" && local.settings["traffic"].AZURE_ML_SERVING_ENVIRONMENT == "mine:7" && local.settings["traffic"].AZURE_ML_SERVING_INSTANCES == "3" && local.settings["data"].LOOPKEEPER_PLAN_SCHEDULE == "0 0 6 * * 1"
    error_message = "Versions are served as asked for."
  }
}
