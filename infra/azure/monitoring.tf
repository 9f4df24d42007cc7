resource "azurerm_log_analytics_workspace" "loop" {
  name                = local.prefix
  resource_group_name = azurerm_resource_group.loop.name
  location            = azurerm_resource_group.loop.location
  sku                 = "PerGB2018"
  retention_in_days   = 30
  daily_quota_gb      = var.log_gigabytes_a_day
}

resource "azurerm_application_insights" "loop" {
  name                = local.prefix
  resource_group_name = azurerm_resource_group.loop.name
  location            = azurerm_resource_group.loop.location
  application_type    = "java"
  workspace_id        = azurerm_log_analytics_workspace.loop.id

  # The apps send their telemetry as themselves; the key that stands in the connection string opens nothing.
  local_authentication_enabled = false
}

# Counts and latencies per deployment: the canary judge reads them here, as averages of percentiles are none.
resource "azurerm_monitor_diagnostic_setting" "endpoint" {
  for_each = var.endpoints

  name                       = local.prefix
  target_resource_id         = "${data.azurerm_machine_learning_workspace.this.id}/onlineEndpoints/${each.value}"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.loop.id

  enabled_log {
    category = "AmlOnlineEndpointTrafficLog"
  }

  enabled_log {
    category = "AmlOnlineEndpointEventLog"
  }
}

# A message that failed five times is written to a queue of its own; no metric tells of one queue.
resource "azurerm_monitor_diagnostic_setting" "queues" {
  name                       = local.prefix
  target_resource_id         = "${azurerm_storage_account.loop.id}/queueServices/default"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.loop.id

  enabled_log {
    category = "StorageWrite"
  }
}

# Who wrote or deleted what of the state: the journal itself says it too, but not of a hand that went around it.
resource "azurerm_monitor_diagnostic_setting" "blobs" {
  name                       = local.prefix
  target_resource_id         = "${azurerm_storage_account.loop.id}/blobServices/default"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.loop.id

  enabled_log {
    category = "StorageDelete"
  }
}

# Who read which secret.
resource "azurerm_monitor_diagnostic_setting" "vault" {
  name                       = local.prefix
  target_resource_id         = azurerm_key_vault.loop.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.loop.id

  enabled_log {
    category = "AuditEvent"
  }
}

resource "azurerm_application_insights_workbook" "loop" {
  name                = uuidv5("url", lower("${var.subscription_id}/${var.resource_group}/loopkeeper"))
  resource_group_name = azurerm_resource_group.loop.name
  location            = azurerm_resource_group.loop.location
  display_name        = "Loopkeeper (${var.name})"
  source_id           = lower(azurerm_log_analytics_workspace.loop.id)
  data_json           = templatefile("${path.module}/../dashboards/azure.json", { workspace = azurerm_log_analytics_workspace.loop.id })
}
