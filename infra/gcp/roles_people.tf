# People and their workflows.

resource "google_storage_bucket_iam_member" "upload" {
  for_each = var.uploaders

  bucket = google_storage_bucket.data.name
  role   = "roles/storage.objectCreator"
  member = each.key
}

resource "google_storage_bucket_iam_member" "config" {
  for_each = var.config_writers

  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectUser"
  member = each.key

  condition {
    title      = "loop.yaml files"
    expression = "resource.name.startsWith(\"${local.state_objects}models/\")"
  }
}
