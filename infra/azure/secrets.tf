# Values are added with az, so that they never pass through Terraform's state.
resource "azurerm_key_vault" "loop" {
  name                = "${var.name}-loopkeeper"
  resource_group_name = azurerm_resource_group.loop.name
  location            = azurerm_resource_group.loop.location
  tenant_id           = data.azurerm_client_config.this.tenant_id
  tags                = azurerm_resource_group.loop.tags

  sku_name                   = "standard"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = 90
}

locals {
  # Names of secrets by app and setting; the platform looks a new value up within a day.
  mounted_secrets = {
    notify  = { for name in var.channel_secrets : "LOOPKEEPER_SECRET_${upper(replace(name, "-", "_"))}" => name }
    control = { for name in compact([var.alert_secret]) : "LOOPKEEPER_WEBHOOK_SECRETS" => name }
  }

  # Each app's secrets one by one, for the grants.
  read_secrets = merge([
    for app, secrets in local.mounted_secrets : { for name in values(secrets) : "${app} ${name}" => { app = app, name = name } }
  ]...)
}
