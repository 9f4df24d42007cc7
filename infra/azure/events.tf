# Both topics deliver at least once, in no order, for a day; what they give up on is a blob in events-dead.
resource "azurerm_eventgrid_system_topic" "storage" {
  name                = "${local.prefix}-storage"
  resource_group_name = azurerm_resource_group.loop.name
  location            = azurerm_resource_group.loop.location
  source_resource_id  = azurerm_storage_account.loop.id
  topic_type          = "Microsoft.Storage.StorageAccounts"

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_eventgrid_system_topic" "workspace" {
  name                = "${local.prefix}-workspace"
  resource_group_name = var.workspace.resource_group
  location            = data.azurerm_machine_learning_workspace.this.location
  source_resource_id  = data.azurerm_machine_learning_workspace.this.id
  topic_type          = "Microsoft.MachineLearningServices.Workspaces"

  identity {
    type = "SystemAssigned"
  }
}

locals {
  # A blob is there when one of these is done; PutBlock alone, or the start of a copy, is not. FlushWithClose is what a
  # hierarchical namespace says, should the account ever be one.
  commits = ["PutBlob", "PutBlockList", "CopyBlob", "FlushWithClose"]

  # Of blobs: under which name a function is told of them. The loop's own writes are told to one function only, and of one name.
  blob_events = {
    "ingest-data"     = { container = "data", folder = "", ending = "", not_under = ["outcomes/"] }
    "score-outcomes"  = { container = "data", folder = "outcomes/", ending = "", not_under = [] }
    "compare-metrics" = { container = "state", folder = "runs/", ending = "/evaluation.json", not_under = [] }
  }
  subject = { for name in ["state", "data"] : name => "/blobServices/default/containers/${name}/blobs/" }
}

resource "azurerm_eventgrid_system_topic_event_subscription" "blobs" {
  for_each = local.blob_events

  name                 = each.key
  system_topic         = azurerm_eventgrid_system_topic.storage.name
  resource_group_name  = azurerm_eventgrid_system_topic.storage.resource_group_name
  included_event_types = ["Microsoft.Storage.BlobCreated"]

  azure_function_endpoint {
    function_id = "${azapi_resource.app[local.functions[each.key].app].id}/functions/${replace(each.key, "-", "_")}"
    # An event that fails must not take others with it.
    max_events_per_batch = 1
  }

  subject_filter {
    subject_begins_with = "${local.subject[each.value.container]}${each.value.folder}"
    subject_ends_with   = each.value.ending
    case_sensitive      = true
  }

  advanced_filter {
    string_in {
      key    = "data.api"
      values = local.commits
    }

    dynamic "string_not_begins_with" {
      for_each = length(each.value.not_under) == 0 ? [] : [each.value.not_under]

      content {
        key    = "subject"
        values = [for folder in string_not_begins_with.value : "${local.subject[each.value.container]}${folder}"]
      }
    }
  }

  retry_policy {
    max_delivery_attempts = 30
    event_time_to_live    = 1440
  }

  dead_letter_identity {
    type = "SystemAssigned"
  }

  storage_blob_dead_letter_destination {
    storage_account_id          = azurerm_storage_account.loop.id
    storage_blob_container_name = azurerm_storage_container.loop["events-dead"].name
  }

  depends_on = [azurerm_role_assignment.dead_letters]
}

# Ends of runs. Steps of a pipeline end too, and are left out.
resource "azurerm_eventgrid_system_topic_event_subscription" "runs" {
  name                = "compare-metrics"
  system_topic        = azurerm_eventgrid_system_topic.workspace.name
  resource_group_name = azurerm_eventgrid_system_topic.workspace.resource_group_name
  included_event_types = [
    "Microsoft.MachineLearningServices.RunCompleted", "Microsoft.MachineLearningServices.RunStatusChanged",
  ]

  azure_function_endpoint {
    function_id          = "${azapi_resource.app[local.functions["compare-metrics"].app].id}/functions/compare_metrics"
    max_events_per_batch = 1
  }

  advanced_filter {
    string_not_contains {
      key    = "data.runType"
      values = ["StepRun", "steprun"]
    }
  }

  retry_policy {
    max_delivery_attempts = 30
    event_time_to_live    = 1440
  }

  dead_letter_identity {
    type = "SystemAssigned"
  }

  storage_blob_dead_letter_destination {
    storage_account_id          = azurerm_storage_account.loop.id
    storage_blob_container_name = azurerm_storage_container.loop["events-dead"].name
  }

  depends_on = [azurerm_role_assignment.dead_letters]
}
