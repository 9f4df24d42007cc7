# What the loop knows: journal, profiles, runs, reports. Lost, the loop is lost.
resource "google_storage_bucket" "state" {
  name     = "${var.project_id}-${local.prefix}-state"
  location = var.region

  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false

  versioning {
    enabled = true
  }

  soft_delete_policy {
    retention_duration_seconds = var.keep_noncurrent_days * 86400
  }

  # Snapshots and wake-ups are rewritten all day; their old versions need not outlive a mistake.
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      with_state                 = "ARCHIVED"
      days_since_noncurrent_time = var.keep_noncurrent_days
    }
  }

  # Ids of webhooks: a webhook is valid for five minutes, its id is kept for a day.
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age            = 1
      matches_prefix = ["seen/"]
    }
  }

  lifecycle_rule {
    action {
      type = "AbortIncompleteMultipartUpload"
    }
    condition {
      age = 7
    }
  }

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [google_project_service.needed]
}

# What users upload: data/ and outcomes/. Apart, so that no write of the loop's own can start the loop.
resource "google_storage_bucket" "data" {
  name     = "${var.project_id}-${local.prefix}-data"
  location = var.region

  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false

  versioning {
    enabled = true
  }

  soft_delete_policy {
    retention_duration_seconds = var.keep_noncurrent_days * 86400
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      with_state                 = "ARCHIVED"
      days_since_noncurrent_time = var.keep_noncurrent_days
    }
  }

  lifecycle_rule {
    action {
      type = "AbortIncompleteMultipartUpload"
    }
    condition {
      age = 7
    }
  }

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [google_project_service.needed]
}

# The zip the functions are built from.
resource "google_storage_bucket" "source" {
  name     = "${var.project_id}-${local.prefix}-source"
  location = var.region

  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false

  versioning {
    enabled = true
  }

  soft_delete_policy {
    retention_duration_seconds = 604800
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      with_state                 = "ARCHIVED"
      days_since_noncurrent_time = var.keep_noncurrent_days
    }
  }

  depends_on = [google_project_service.needed]
}

resource "google_storage_bucket_object" "functions" {
  # Named by content: a new jar is a new object, and only then are the functions built again.
  name   = "functions/${filesha256(var.functions_zip)}.zip"
  bucket = google_storage_bucket.source.name
  source = var.functions_zip
}

# The default pipeline, with the trainer's image and the bucket of uploads written in; start-training reads it and sends it along.
resource "google_storage_bucket_object" "pipeline" {
  count = var.trainer_image == "" ? 0 : 1

  name         = "pipelines/pipeline.yaml"
  bucket       = google_storage_bucket.state.name
  content_type = "application/yaml"
  content = replace(
    replace(file("${path.module}/../pipelines/vertex/pipeline.yaml"), "loopkeeper/trainer:unpinned", var.trainer_image),
    "loopkeeper-data-bucket", google_storage_bucket.data.name,
  )
}

# The end of a run is an object: evaluation.json. The prefix keeps the journal's own writes out of it.
resource "google_storage_notification" "runs" {
  bucket             = google_storage_bucket.state.name
  topic              = google_pubsub_topic.step["compare-metrics"].id
  payload_format     = "JSON_API_V1"
  event_types        = ["OBJECT_FINALIZE"]
  object_name_prefix = "runs/"

  depends_on = [google_pubsub_topic_iam_member.storage_events]
}
