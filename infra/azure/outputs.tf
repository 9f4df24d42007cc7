output "storage_account" {
  description = "Holds the containers: upload batches to data under data/<model>/, ground truth under outcomes/<model>/; loop.yaml files go to state under models/<model>/."
  value       = azurerm_storage_account.loop.name
}

output "resource_group" {
  description = "Where the loop is."
  value       = azurerm_resource_group.loop.name
}

output "apps" {
  description = "Function apps: the same zip goes into each."
  value       = { for name, app in azapi_resource.app : name => app.name }
}

output "control_url" {
  description = "Address of receive-alert, roll-back and show-status."
  value       = "https://${azapi_resource.app["control"].name}.azurewebsites.net"
}

output "audience" {
  description = "What callers' tokens are made for."
  value       = var.entra.audience
}

output "identities" {
  description = "Identity of each app."
  value       = { for app, identity in azurerm_user_assigned_identity.app : app => identity.client_id }
}

output "trainer_client_id" {
  description = "Identity of the training clusters, for pipelines of your own."
  value       = azurerm_user_assigned_identity.trainer.client_id
}

output "server_identity" {
  description = "Give it to every endpoint that the loop is to work on: it reads versions, pulls the serving image and logs predictions."
  value       = azurerm_user_assigned_identity.server.id
}

output "server_client_id" {
  description = "Tells the serving image which identity to use."
  value       = azurerm_user_assigned_identity.server.client_id
}

output "image_registry" {
  description = "Push the images of the trainer and of serving here."
  value       = azurerm_container_registry.images.login_server
}

output "key_vault" {
  description = "Put the secrets of the channels here."
  value       = azurerm_key_vault.loop.name
}

output "alert_action_group" {
  description = "Action group to receive-alert, for your own alert rules. Give each the custom property model: an alert without it rolls back every canary."
  value       = azurerm_monitor_action_group.loop.id
}

output "models_url" {
  description = "Where infra/delivery/sync-models.sh copies loop.yaml files to."
  value       = "https://${azurerm_storage_account.loop.name}.blob.core.windows.net/state"
}
