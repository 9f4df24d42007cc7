locals {
  # Blobs of the state container that an app may create and never change or delete.
  state_creates = {
    data     = ["journal/", "dead-letters/", "batches/", "pending/", "runs/", "scores/"]
    training = ["journal/", "dead-letters/", "runs/", "azure-ml/numbers/", "azure-ml/versions/"]
    traffic  = ["journal/", "dead-letters/"]
    notify   = ["journal/", "dead-letters/", "sent/"]
    control  = ["journal/", "dead-letters/", "seen/"]
  }

  # Blobs that are caches or markers: rewritten and deleted in the normal course of things.
  state_rewrites = {
    data     = ["snapshots/", "wakeups/", "followed/", "prefixes/", "pending/", "prices/"]
    training = ["snapshots/", "wakeups/", "pending/", "reports/", "azure-ml/jobs/"]
    traffic  = ["snapshots/", "wakeups/", "azure-ml/deployments/"]
    notify   = ["snapshots/", "wakeups/"]
    control  = ["snapshots/", "wakeups/"]
  }

  # Who follows a loop.yaml lists the uploads it is about, and takes in what was missed.
  data_readers = ["data"]

  # Whether a permission is one of the data plane shows in its name; the last word says what is done.
  custom_roles = {
    "blobCreator" = {
      actions = []
      data    = ["${local.blobs}/add/action"]
    }
    "blobRewriter" = {
      actions = []
      data    = ["${local.blobs}/add/action", "${local.blobs}/delete", "${local.blobs}/write"]
    }
    "blobUploader" = {
      actions = []
      data    = ["${local.blobs}/add/action", "${local.blobs}/write"]
    }
    # A message that takes long is kept by updating it, for which the built-in role of message processors has no right.
    "queueTaker" = {
      actions = ["Microsoft.Storage/storageAccounts/queueServices/queues/read"]
      data    = ["${local.messages}/process/action", "${local.messages}/read", "${local.messages}/write"]
    }
    "trainingRunner" = {
      actions = [
        "${local.ml}/components/read", "${local.ml}/components/versions/read", "${local.ml}/computes/read",
        "${local.ml}/environments/read", "${local.ml}/environments/versions/read", "${local.ml}/experiments/read",
        "${local.ml}/experiments/runs/read", "${local.ml}/experiments/runs/write", "${local.ml}/jobs/cancel/action",
        "${local.ml}/jobs/read", "${local.ml}/jobs/write", "${local.ml}/read",
      ]
      data = []
    }
    "versionRegistrar" = {
      actions = [
        "${local.ml}/datastores/read", "${local.ml}/models/read", "${local.ml}/models/versions/read",
        "${local.ml}/models/versions/write", "${local.ml}/models/write", "${local.ml}/read",
      ]
      data = []
    }
    # Removing the challenger's deployment is the fence behind a rollback: a late shift then names something gone.
    "trafficShifter" = {
      actions = [
        "${local.ml}/datastores/read", "${local.ml}/environments/read", "${local.ml}/environments/versions/read",
        "${local.ml}/models/read", "${local.ml}/models/versions/read", "${local.ml}/onlineEndpoints/deployments/delete",
        "${local.ml}/onlineEndpoints/deployments/read", "${local.ml}/onlineEndpoints/deployments/write",
        "${local.ml}/onlineEndpoints/read", "${local.ml}/onlineEndpoints/write", "${local.ml}/read",
      ]
      data = []
    }
    # Why a deployment failed is told by its operation, which lies below the subscription and not in the workspace.
    "operationReader" = {
      actions = ["Microsoft.MachineLearningServices/locations/mfeOperationsStatus/read"]
      data    = []
    }
    "versionReader" = {
      actions = ["${local.ml}/models/read", "${local.ml}/models/versions/read"]
      data    = []
    }
    "logReader" = {
      actions = [
        "Microsoft.OperationalInsights/workspaces/query/AmlOnlineEndpointTrafficLog/read",
        "Microsoft.OperationalInsights/workspaces/query/read", "Microsoft.OperationalInsights/workspaces/read",
      ]
      data = []
    }
    # Writing an endpoint hands it its identity anew, and that takes a right of its own.
    "identityGiver" = {
      actions = [
        "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action", "Microsoft.ManagedIdentity/userAssignedIdentities/read",
      ]
      data = []
    }
  }

  # What each app may do in the workspace.
  workspace_roles = {
    training = ["trainingRunner", "versionRegistrar"]
    traffic  = ["trafficShifter"]
    control  = ["versionReader"]
  }

  blobs    = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs"
  messages = "Microsoft.Storage/storageAccounts/queueServices/queues/messages"
  ml       = "Microsoft.MachineLearningServices/workspaces"

  containers = { for name, container in azurerm_storage_container.loop : name => "${azurerm_storage_account.loop.id}/blobServices/default/containers/${container.name}" }
  queue_ids  = { for name, queue in azurerm_storage_queue.step : name => "${azurerm_storage_account.loop.id}/queueServices/default/queues/${queue.name}" }
  poison_ids = { for name, queue in azurerm_storage_queue.poison : name => "${azurerm_storage_account.loop.id}/queueServices/default/queues/${queue.name}" }

  # Holds for a write to one of the folders; a condition guards only the operations that it names.
  creating  = "!(ActionMatches{'${local.blobs}/add/action'})"
  rewriting = "!(ActionMatches{'${local.blobs}/add/action'}) AND !(ActionMatches{'${local.blobs}/delete'}) AND !(ActionMatches{'${local.blobs}/write'})"
  path      = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path]"
}

resource "azurerm_role_definition" "narrow" {
  for_each = local.custom_roles

  name              = "Loopkeeper ${each.key} (${var.name})"
  description       = "Of ${azurerm_resource_group.loop.name}: see infra/azure/roles.tf"
  scope             = "/subscriptions/${var.subscription_id}"
  assignable_scopes = ["/subscriptions/${var.subscription_id}"]

  permissions {
    actions      = each.value.actions
    data_actions = each.value.data
  }
}

# The platform itself needs these two for an app without keys, on the app's own account only.
resource "azurerm_role_assignment" "host_blobs" {
  for_each = local.apps

  scope                = azurerm_storage_account.host[each.key].id
  role_definition_name = "Storage Blob Data Owner"
  principal_id         = azurerm_user_assigned_identity.app[each.key].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "host_queues" {
  for_each = local.apps

  scope                = azurerm_storage_account.host[each.key].id
  role_definition_name = "Storage Queue Data Contributor"
  principal_id         = azurerm_user_assigned_identity.app[each.key].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "telemetry" {
  for_each = local.apps

  scope                = azurerm_application_insights.loop.id
  role_definition_name = "Monitoring Metrics Publisher"
  principal_id         = azurerm_user_assigned_identity.app[each.key].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "state_read" {
  for_each = local.apps

  scope                = local.containers["state"]
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = azurerm_user_assigned_identity.app[each.key].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "state_create" {
  for_each = local.state_creates

  scope              = local.containers["state"]
  role_definition_id = azurerm_role_definition.narrow["blobCreator"].role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.app[each.key].principal_id
  principal_type     = "ServicePrincipal"
  condition_version  = "2.0"
  condition          = "((${local.creating}) OR (${join(" OR ", [for folder in each.value : "${local.path} StringStartsWith '${folder}'"])}))"
}

resource "azurerm_role_assignment" "state_rewrite" {
  for_each = local.state_rewrites

  scope              = local.containers["state"]
  role_definition_id = azurerm_role_definition.narrow["blobRewriter"].role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.app[each.key].principal_id
  principal_type     = "ServicePrincipal"
  condition_version  = "2.0"
  condition          = "((${local.rewriting}) OR (${join(" OR ", [for folder in each.value : "${local.path} StringStartsWith '${folder}'"])}))"
}

resource "azurerm_role_assignment" "data_read" {
  for_each = toset(local.data_readers)

  scope                = local.containers["data"]
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = azurerm_user_assigned_identity.app[each.key].principal_id
  principal_type       = "ServicePrincipal"
}

# After a step of one app any other step may be due.
resource "azurerm_role_assignment" "hint" {
  for_each = { for pair in setproduct(keys(local.apps), local.hinted) : join(" ", pair) => { app = pair[0], step = pair[1] } }

  scope                = local.queue_ids[each.value.step]
  role_definition_name = "Storage Queue Data Message Sender"
  principal_id         = azurerm_user_assigned_identity.app[each.value.app].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "take" {
  for_each = local.takes

  scope              = local.queue_ids[each.key]
  role_definition_id = azurerm_role_definition.narrow["queueTaker"].role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.app[each.value].principal_id
  principal_type     = "ServicePrincipal"
}

# The host puts a message here that failed five times.
resource "azurerm_role_assignment" "give_up" {
  for_each = local.takes

  scope                = local.poison_ids[each.key]
  role_definition_name = "Storage Queue Data Message Sender"
  principal_id         = azurerm_user_assigned_identity.app[each.value].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "workspace" {
  for_each = merge([
    for app, roles in local.workspace_roles : { for role in roles : "${app} ${role}" => { app = app, role = role } }
  ]...)

  scope              = data.azurerm_machine_learning_workspace.this.id
  role_definition_id = azurerm_role_definition.narrow[each.value.role].role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.app[each.value.app].principal_id
  principal_type     = "ServicePrincipal"
}

resource "azurerm_role_assignment" "operations" {
  scope              = "/subscriptions/${var.subscription_id}"
  role_definition_id = azurerm_role_definition.narrow["operationReader"].role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.app["traffic"].principal_id
  principal_type     = "ServicePrincipal"
}

resource "azurerm_role_assignment" "traffic_logs" {
  scope              = azurerm_log_analytics_workspace.loop.id
  role_definition_id = azurerm_role_definition.narrow["logReader"].role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.app["traffic"].principal_id
  principal_type     = "ServicePrincipal"
}

resource "azurerm_role_assignment" "give_server_identity" {
  scope              = azurerm_user_assigned_identity.server.id
  role_definition_id = azurerm_role_definition.narrow["identityGiver"].role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.app["traffic"].principal_id
  principal_type     = "ServicePrincipal"
}

resource "azurerm_role_assignment" "secret" {
  for_each = local.read_secrets

  scope                = "${azurerm_key_vault.loop.id}/secrets/${each.value.name}"
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.app[each.value.app].principal_id
  principal_type       = "ServicePrincipal"
}
