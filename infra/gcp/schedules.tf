# The reason why no message ever has to arrive.
resource "google_cloud_scheduler_job" "sweep" {
  name        = "${local.prefix}-sweep"
  region      = var.region
  description = "Wakes what is due"
  schedule    = "* * * * *"
  time_zone   = "Etc/UTC"

  pubsub_target {
    topic_name = google_pubsub_topic.step["sweep"].id
    data       = base64encode(jsonencode({ step = "sweep" }))
    attributes = { step = "sweep" }
  }

  retry_config {
    retry_count = 1
  }
}

resource "google_cloud_scheduler_job" "plan_retraining" {
  name        = "${local.prefix}-plan-retraining"
  region      = var.region
  description = "Asks for every model whether a retrain is worth its price"
  schedule    = var.schedule
  time_zone   = var.time_zone

  pubsub_target {
    topic_name = google_pubsub_topic.step["plan-retraining"].id
    data       = base64encode(jsonencode({ step = "plan-retraining" }))
    attributes = { step = "plan-retraining" }
  }

  retry_config {
    retry_count = 3
  }
}

# There is no event for the end of a pipeline; its log entry is the one way to hear of it at once.
resource "google_logging_project_sink" "run_ends" {
  name        = "${local.prefix}-run-ends"
  description = "Ends of training pipelines, to compare-metrics"
  destination = "pubsub.googleapis.com/${google_pubsub_topic.step["compare-metrics"].id}"

  filter = <<-EOT
    resource.type="aiplatform.googleapis.com/PipelineJob"
    logName="projects/${var.project_id}/logs/aiplatform.googleapis.com%2Fpipeline_job_events"
    jsonPayload.state=("PIPELINE_STATE_SUCCEEDED" OR "PIPELINE_STATE_FAILED" OR "PIPELINE_STATE_CANCELLED")
  EOT

  unique_writer_identity = true
}
