# What the loop knows and what users upload, each in a container of its own. A flat namespace on purpose: a hierarchical one
# announces a blob before it is written, and knows no versions.
resource "azurerm_storage_account" "loop" {
  name                = "${var.name}loop"
  resource_group_name = azurerm_resource_group.loop.name
  location            = azurerm_resource_group.loop.location
  tags                = azurerm_resource_group.loop.tags

  account_kind                    = "StorageV2"
  account_tier                    = "Standard"
  account_replication_type        = var.replication
  is_hns_enabled                  = false
  https_traffic_only_enabled      = true
  min_tls_version                 = "TLS1_2"
  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
  allow_nested_items_to_be_public = false
  local_user_enabled              = false

  blob_properties {
    versioning_enabled = true

    delete_retention_policy {
      days = var.keep_days
    }

    container_delete_retention_policy {
      days = var.keep_days
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

# state: journal, profiles, runs, reports. Lost, the loop is lost. data: what users bring, so that no write of the loop's own
# can start the loop. events-dead: events that Event Grid gave up on.
resource "azurerm_storage_container" "loop" {
  for_each = toset(["state", "data", "events-dead"])

  name                  = each.key
  storage_account_id    = azurerm_storage_account.loop.id
  container_access_type = "private"

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_storage_management_policy" "loop" {
  storage_account_id = azurerm_storage_account.loop.id

  # Snapshots and wake-ups are rewritten all day; their old versions need not outlive a mistake.
  rule {
    name    = "old-versions"
    enabled = true

    filters {
      blob_types = ["blockBlob"]
    }

    actions {
      version {
        delete_after_days_since_creation = var.keep_days
      }
    }
  }

  # Ids of webhooks: a webhook is valid for five minutes, its id is kept for a day.
  rule {
    name    = "seen-webhooks"
    enabled = true

    filters {
      blob_types   = ["blockBlob"]
      prefix_match = ["state/seen/"]
    }

    actions {
      base_blob {
        delete_after_days_since_modification_greater_than = 1
      }
    }
  }
}

# One queue a step, and one for what a function failed at five times: an app is given the right to each alone.
resource "azurerm_storage_queue" "step" {
  for_each = toset(local.queues)

  name               = "${local.prefix}-${each.key}"
  storage_account_id = azurerm_storage_account.loop.id
}

resource "azurerm_storage_queue" "poison" {
  for_each = toset(local.queues)

  name               = "${local.prefix}-${each.key}-poison"
  storage_account_id = azurerm_storage_account.loop.id
}

# The hosts' own accounts, one an app: keys, locks and the code itself lie there, and who may write it may become the app.
resource "azurerm_storage_account" "host" {
  for_each = local.apps

  name                = "${var.name}host${each.key}"
  resource_group_name = azurerm_resource_group.loop.name
  location            = azurerm_resource_group.loop.location
  tags                = azurerm_resource_group.loop.tags

  account_kind                    = "StorageV2"
  account_tier                    = "Standard"
  account_replication_type        = "LRS"
  is_hns_enabled                  = false
  https_traffic_only_enabled      = true
  min_tls_version                 = "TLS1_2"
  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
  allow_nested_items_to_be_public = false
  local_user_enabled              = false

  blob_properties {
    delete_retention_policy {
      days = 7
    }
  }
}

resource "azurerm_storage_container" "code" {
  for_each = local.apps

  name                  = "code"
  storage_account_id    = azurerm_storage_account.host[each.key].id
  container_access_type = "private"
}

# Where Azure Machine Learning finds what a run made. No key: each reader comes with its own identity, and the service itself with
# none. azurerm asks for a key there, or for the workspace's identity.
resource "azapi_resource" "datastore" {
  type      = "Microsoft.MachineLearningServices/workspaces/datastores@2024-04-01"
  name      = "${local.prefix}_state"
  parent_id = data.azurerm_machine_learning_workspace.this.id

  body = {
    properties = {
      datastoreType                 = "AzureBlob"
      description                   = "State of Loopkeeper: read by what serves versions"
      accountName                   = azurerm_storage_account.loop.name
      containerName                 = azurerm_storage_container.loop["state"].name
      endpoint                      = "core.windows.net"
      protocol                      = "https"
      credentials                   = { credentialsType = "None" }
      serviceDataAccessAuthIdentity = "None"
    }
  }
}
