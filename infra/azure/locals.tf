locals {
  # The functions put their hints into queues of this name.
  prefix = "loopkeeper"

  # A function app shares one identity, so the same zip runs in one app for each set of rights. control is the one that the
  # Internet reaches: it may read versions and write the journal, and touches neither jobs nor endpoints nor secrets of channels.
  apps = {
    data     = { memory = 2048, instances = 40, reached_by = "AzureEventGrid" }
    training = { memory = 2048, instances = 40, reached_by = "AzureEventGrid" }
    traffic  = { memory = 2048, instances = 40, reached_by = "" }
    notify   = { memory = 2048, instances = 40, reached_by = "" }
    control  = { memory = 2048, instances = 40, reached_by = "Internet" }
  }

  # The one table of the functions: each is on in one app and off in the others. trigger is events, queue, timer or http.
  functions = {
    "ingest-data"           = { app = "data", trigger = "events" }
    "plan-retraining"       = { app = "data", trigger = "queue" }
    "plan-retraining-timer" = { app = "data", trigger = "timer" }
    "start-training"        = { app = "training", trigger = "queue" }
    "compare-metrics"       = { app = "training", trigger = "events" }
    "compare-metrics-hint"  = { app = "training", trigger = "queue" }
    "score-outcomes"        = { app = "data", trigger = "events" }
    "update-registry"       = { app = "training", trigger = "queue" }
    "adjust-traffic"        = { app = "traffic", trigger = "queue" }
    "notify-team"           = { app = "notify", trigger = "queue" }
    "receive-alert"         = { app = "control", trigger = "http" }
    "roll-back"             = { app = "control", trigger = "http" }
    "show-status"           = { app = "control", trigger = "http" }
    "sweep"                 = { app = "data", trigger = "timer" }
  }

  # What a commit to the journal may hint at: sweep finds it too, only later.
  hinted = [
    "plan-retraining", "start-training", "compare-metrics", "update-registry", "adjust-traffic", "notify-team",
  ]
  queues = local.hinted

  # Who takes a queue's messages: the app in which the step of that name runs.
  takes = { for step in local.queues : step => local.functions[step].app }

  # Linux takes no hyphen in the name of a setting, so a function whose name has one could not be switched off: the zip
  # calls it by underscores (infra/delivery/pack-azure.sh).
  switches = {
    for app, _ in local.apps : app => {
      for name, function in local.functions : "AzureWebJobs.${replace(name, "-", "_")}.Disabled" => function.app == app ? "false" : "true"
    }
  }

  app_names = { for app, _ in local.apps : app => "${var.name}-loopkeeper-${app}" }
  addresses = { for app, name in local.app_names : app => "https://${name}.azurewebsites.net" }

  # The host's own storage, and the queues: by identity, as no account has a key.
  connections = {
    for app, _ in local.apps : app => {
      AzureWebJobsStorage__accountName          = azurerm_storage_account.host[app].name
      AzureWebJobsStorage__credential           = "managedidentity"
      AzureWebJobsStorage__clientId             = azurerm_user_assigned_identity.app[app].client_id
      LOOPKEEPER_QUEUES__queueServiceUri        = azurerm_storage_account.loop.primary_queue_endpoint
      LOOPKEEPER_QUEUES__credential             = "managedidentity"
      LOOPKEEPER_QUEUES__clientId               = azurerm_user_assigned_identity.app[app].client_id
      AZURE_CLIENT_ID                           = azurerm_user_assigned_identity.app[app].client_id
      APPLICATIONINSIGHTS_CONNECTION_STRING     = azurerm_application_insights.loop.connection_string
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING = "ClientId=${azurerm_user_assigned_identity.app[app].client_id};Authorization=AAD"
    }
  }

  environment = {
    LOOPKEEPER_SUBSCRIPTION      = var.subscription_id
    LOOPKEEPER_RESOURCE_GROUP    = var.workspace.resource_group
    LOOPKEEPER_WORKSPACE         = var.workspace.name
    LOOPKEEPER_REGION            = data.azurerm_machine_learning_workspace.this.location
    LOOPKEEPER_BLOB_URL          = trimsuffix(azurerm_storage_account.loop.primary_blob_endpoint, "/")
    LOOPKEEPER_QUEUE_URL         = trimsuffix(azurerm_storage_account.loop.primary_queue_endpoint, "/")
    LOOPKEEPER_STATE_CONTAINER   = azurerm_storage_container.loop["state"].name
    LOOPKEEPER_DATA_CONTAINER    = azurerm_storage_container.loop["data"].name
    LOOPKEEPER_DATASTORE         = azapi_resource.datastore.name
    LOOPKEEPER_VAULT             = azurerm_key_vault.loop.vault_uri
    LOOPKEEPER_LOG_WORKSPACE     = azurerm_log_analytics_workspace.loop.workspace_id
    LOOPKEEPER_TRAINER_SIZE      = var.trainer_size
    AZURE_ML_SERVING_ENVIRONMENT = var.serving.environment
    AZURE_ML_SERVING_INSTANCE    = var.serving.size
    AZURE_ML_SERVING_INSTANCES   = tostring(var.serving.instances)
    AZURE_ML_SERVING_STORE       = var.log_predictions ? "wasbs://state@${azurerm_storage_account.loop.name}.blob.core.windows.net" : ""
    AZURE_ML_SERVING_CLIENT_ID   = azurerm_user_assigned_identity.server.client_id
    LOOPKEEPER_STATUS_URL        = "${local.addresses["control"]}/api/show-status"
    LOOPKEEPER_GIT_COMMIT        = var.git_commit
    LOOPKEEPER_SWEEP_SCHEDULE    = "0 * * * * *"
    LOOPKEEPER_PLAN_SCHEDULE     = var.schedule
    JAVA_TOOL_OPTIONS            = var.java_tool_options
  }

  # Secrets by reference: the platform reads them as the app, and the app's settings hold a name only.
  secret_settings = {
    for app, _ in local.apps : app => {
      for setting, name in lookup(local.mounted_secrets, app, {}) :
      setting => "@Microsoft.KeyVault(SecretUri=${azurerm_key_vault.loop.vault_uri}secrets/${name})"
    }
  }

  # The functions check the caller's token once more.
  control_environment = {
    LOOPKEEPER_TENANT   = data.azurerm_client_config.this.tenant_id
    LOOPKEEPER_AUDIENCE = join(" ", local.audiences)
    LOOPKEEPER_ROLE     = var.entra.operator_role
    LOOPKEEPER_CALLERS  = join(",", var.entra.callers)
  }
  audiences = [var.entra.client_id, var.entra.audience]

  settings = {
    for app, _ in local.apps : app => merge(
      local.connections[app], local.environment, local.switches[app], local.secret_settings[app],
      app == "control" ? local.control_environment : {},
    )
  }

  workspace_group = "/subscriptions/${var.subscription_id}/resourceGroups/${var.workspace.resource_group}"
}
