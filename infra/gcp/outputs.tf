output "data_bucket" {
  description = "Upload batches here, under data/<model>/; ground truth under outcomes/<model>/."
  value       = google_storage_bucket.data.name
}

output "state_bucket" {
  description = "Journal, runs and reports; loop.yaml files go to models/<model>/loop.yaml."
  value       = google_storage_bucket.state.name
}

output "urls" {
  description = "Addresses of the HTTP functions; the audience of a caller's token is the same address."
  value       = local.addresses
}

output "function_accounts" {
  description = "Identity of each function."
  value       = { for name, account in google_service_account.function : name => account.email }
}

output "trainer_account" {
  description = "Identity of the training pipeline."
  value       = google_service_account.trainer.email
}

output "server_account" {
  description = "Identity that versions are served as, when predictions are logged."
  value       = google_service_account.server.email
}

output "image_repository" {
  description = "Push the images of the trainer and of serving here."
  value       = "${var.region}-docker.pkg.dev/${var.project_id}/${google_artifact_registry_repository.trainer.repository_id}"
}

output "dead_letters" {
  description = "Subscriptions with messages that failed ten times."
  value       = { for name, letters in google_pubsub_subscription.dead_letter : name => letters.name }
}
