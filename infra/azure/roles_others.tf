# What trains, what serves, what delivers events, and people.

resource "azurerm_role_assignment" "trainer_reads_state" {
  scope                = local.containers["state"]
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = azurerm_user_assigned_identity.trainer.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "trainer_writes_runs" {
  scope              = local.containers["state"]
  role_definition_id = azurerm_role_definition.narrow["blobUploader"].role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.trainer.principal_id
  principal_type     = "ServicePrincipal"
  condition_version  = "2.0"
  condition          = "((${local.rewriting}) OR (${local.path} StringStartsWith 'runs/' OR ${local.path} StringStartsWith 'azure-ml/steps/'))"
}

resource "azurerm_role_assignment" "trainer_reads_data" {
  scope                = local.containers["data"]
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = azurerm_user_assigned_identity.trainer.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "pulls" {
  for_each = {
    trainer = azurerm_user_assigned_identity.trainer.principal_id
    server  = azurerm_user_assigned_identity.server.principal_id
  }

  scope                = azurerm_container_registry.images.id
  role_definition_name = "AcrPull"
  principal_id         = each.value
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "server_reads_versions" {
  scope                = local.containers["state"]
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = azurerm_user_assigned_identity.server.principal_id
  principal_type       = "ServicePrincipal"
  condition_version    = "2.0"
  condition            = "((!(ActionMatches{'${local.blobs}/read'} AND NOT SubOperationMatches{'Blob.List'})) OR (${local.path} StringStartsWith 'runs/'))"
}

resource "azurerm_role_assignment" "server_logs_predictions" {
  scope              = local.containers["state"]
  role_definition_id = azurerm_role_definition.narrow["blobCreator"].role_definition_resource_id
  principal_id       = azurerm_user_assigned_identity.server.principal_id
  principal_type     = "ServicePrincipal"
  condition_version  = "2.0"
  condition          = "((${local.creating}) OR (${local.path} StringStartsWith 'predictions/'))"
}

# Without keys Event Grid puts dead letters away as itself.
resource "azurerm_role_assignment" "dead_letters" {
  for_each = {
    storage   = azurerm_eventgrid_system_topic.storage.identity[0].principal_id
    workspace = azurerm_eventgrid_system_topic.workspace.identity[0].principal_id
  }

  scope                = local.containers["events-dead"]
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = each.value
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "upload" {
  for_each = var.uploaders

  scope              = local.containers["data"]
  role_definition_id = azurerm_role_definition.narrow["blobUploader"].role_definition_resource_id
  principal_id       = each.key
}

resource "azurerm_role_assignment" "config" {
  for_each = var.config_writers

  scope              = local.containers["state"]
  role_definition_id = azurerm_role_definition.narrow["blobUploader"].role_definition_resource_id
  principal_id       = each.key
  condition_version  = "2.0"
  condition          = "((${local.rewriting}) OR (${local.path} StringStartsWith 'models/'))"
}

resource "azurerm_role_assignment" "pipelines" {
  for_each = var.pipeline_writers

  scope              = local.containers["state"]
  role_definition_id = azurerm_role_definition.narrow["blobUploader"].role_definition_resource_id
  principal_id       = each.key
  condition_version  = "2.0"
  condition          = "((${local.rewriting}) OR (${local.path} StringStartsWith 'pipelines/'))"
}
