# What builds the functions, and what trains.

resource "google_project_iam_member" "builder_logs" {
  project = var.project_id
  role    = "roles/logging.logWriter"
  member  = google_service_account.builder.member
}

resource "google_project_iam_member" "builder_pushes" {
  project = var.project_id
  role    = "roles/artifactregistry.writer"
  member  = google_service_account.builder.member
}

# Only the zips: the copies that Cloud Run functions makes, and ours.
resource "google_project_iam_member" "builder_reads" {
  project = var.project_id
  role    = "roles/storage.objectViewer"
  member  = google_service_account.builder.member

  condition {
    title      = "function sources"
    expression = "resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-\") || resource.name.startsWith(\"projects/_/buckets/${google_storage_bucket.source.name}\")"
  }
}

resource "google_storage_bucket_iam_member" "trainer_state_read" {
  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.trainer.member
}

resource "google_storage_bucket_iam_member" "trainer_state_write" {
  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectUser"
  member = google_service_account.trainer.member

  condition {
    title      = "trainer writes"
    expression = "resource.name.startsWith(\"${local.state_objects}runs/\") || resource.name.startsWith(\"${local.state_objects}vertex/pipelines/\")"
  }
}

resource "google_storage_bucket_iam_member" "trainer_data_read" {
  bucket = google_storage_bucket.data.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.trainer.member
}

resource "google_artifact_registry_repository_iam_member" "trainer_pulls" {
  location   = google_artifact_registry_repository.trainer.location
  repository = google_artifact_registry_repository.trainer.name
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.trainer.member
}

# What Vertex AI asks of the account a pipeline runs as: its own jobs and their lineage.
resource "google_project_iam_member" "trainer_runs" {
  project = var.project_id
  role    = "roles/aiplatform.user"
  member  = google_service_account.trainer.member
}

resource "google_project_iam_member" "trainer_logs" {
  project = var.project_id
  role    = "roles/logging.logWriter"
  member  = google_service_account.trainer.member
}
