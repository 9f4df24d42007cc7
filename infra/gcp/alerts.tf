# For your own policies about a model: give each the user label model, because an alert that names none is about every
# model and rolls back every canary in flight. The policies below carry no model, so none of them may use it.
resource "google_monitoring_notification_channel" "loop" {
  display_name = "${local.prefix}: receive-alert"
  type         = "pubsub"
  labels       = { topic = google_pubsub_topic.step["receive-alert"].id }
}

# Model Monitoring writes its anomalies to the log and nowhere else. The job that found them names the model, so receive-alert
# can tell them to that loop alone; those of a job that no loop made become a dead letter.
resource "google_logging_project_sink" "anomalies" {
  count = var.model_monitoring ? 1 : 0

  name        = "${local.prefix}-anomalies"
  description = "Anomalies of Vertex AI Model Monitoring, to receive-alert"
  destination = "pubsub.googleapis.com/${google_pubsub_topic.step["receive-alert"].id}"

  filter = <<-EOT
    resource.type="aiplatform.googleapis.com/ModelDeploymentMonitoringJob"
    resource.labels.location="${var.region}"
    logName="projects/${var.project_id}/logs/aiplatform.googleapis.com%2Fmodel_monitoring_anomaly"
  EOT

  unique_writer_identity = true
}

# People, who are told when the loop itself is broken: the way that does not depend on the loop.
resource "google_monitoring_notification_channel" "operators" {
  display_name = "${local.prefix}: operators"
  type         = "email"
  labels       = { email_address = var.operators_email }

  depends_on = [google_project_service.needed]
}

locals {
  operators = concat([google_monitoring_notification_channel.operators.id], tolist(var.operators_channels))
  services  = "resource.type = \"cloud_run_revision\" AND resource.labels.service_name = starts_with(\"${local.prefix}-\")"
}

resource "google_monitoring_alert_policy" "dead_letters" {
  display_name          = "${local.prefix}: dead letters"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.operators

  conditions {
    display_name = "a dead letter waits"

    condition_threshold {
      filter          = "resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = monitoring.regex.full_match(\"${local.prefix}-.*-dead-letters\") AND metric.type = \"pubsub.googleapis.com/subscription/num_undelivered_messages\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"

      aggregations {
        alignment_period   = "300s"
        per_series_aligner = "ALIGN_MAX"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = <<-EOT
      A message failed ten times. Read it with `gcloud pubsub subscriptions pull SUBSCRIPTION --limit=10`.

      Of ingest-data and score-outcomes: an upload was not taken, and no message brings it back. Repair the cause, mostly a broken `loop.yaml`, and put that file again: its folder is then looked through and what was missed is taken in. Or copy the object over itself, which needs the right to replace it. Then acknowledge the message.

      Of any other function: repair the cause and acknowledge the message; sweep finds what it asked for.
    EOT
  }
}

resource "google_monitoring_alert_policy" "function_errors" {
  display_name          = "${local.prefix}: function errors"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = local.operators

  conditions {
    display_name = "a function answers 5xx again and again"

    condition_threshold {
      filter          = "${local.services} AND metric.type = \"run.googleapis.com/request_count\" AND metric.labels.response_code_class = \"5xx\""
      comparison      = "COMPARISON_GT"
      threshold_value = 5
      duration        = "0s"

      aggregations {
        alignment_period     = "600s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["resource.labels.service_name"]
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "One failure is a redelivery and heals by itself; more than five in ten minutes do not. The function's log says what was expected."
  }
}

resource "google_monitoring_alert_policy" "sweep_stopped" {
  display_name          = "${local.prefix}: sweep stopped"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.operators

  conditions {
    display_name = "sweep has not answered for ten minutes"

    condition_absent {
      filter   = "resource.type = \"cloud_run_revision\" AND resource.labels.service_name = \"${google_cloudfunctions2_function.loop["sweep"].name}\" AND metric.type = \"run.googleapis.com/request_count\" AND metric.labels.response_code_class = \"2xx\""
      duration = "600s"

      aggregations {
        alignment_period     = "120s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Nothing reconciles, polls runs or finds lost hints. Look at the Scheduler job ${google_cloud_scheduler_job.sweep.name} and at the log of ${google_cloudfunctions2_function.loop["sweep"].name}."
  }
}

resource "google_monitoring_dashboard" "loop" {
  dashboard_json = templatefile("${path.module}/../dashboards/gcp.json", { prefix = local.prefix })

  depends_on = [google_project_service.needed]
}
