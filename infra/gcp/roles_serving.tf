# What serves versions: adjust-traffic alone may hand it its identity, and it adds to the log of predictions.

resource "google_service_account_iam_member" "act_as_server" {
  count = var.log_predictions ? 1 : 0

  service_account_id = google_service_account.server.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.function["adjust-traffic"].member
}

resource "google_storage_bucket_iam_member" "server_logs_predictions" {
  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectCreator"
  member = google_service_account.server.member

  condition {
    title      = "predictions"
    expression = "resource.name.startsWith(\"${local.state_objects}predictions/\")"
  }
}

resource "google_project_iam_member" "server_logs" {
  project = var.project_id
  role    = "roles/logging.logWriter"
  member  = google_service_account.server.member
}
