resource "google_monitoring_notification_channel" "loop" {
  display_name = "${local.prefix}: receive-alert"
  type         = "pubsub"
  labels       = { topic = google_pubsub_topic.step["receive-alert"].id }

  depends_on = [google_pubsub_topic_iam_member.monitoring]
}

# The way that does not depend on the loop.
resource "google_monitoring_notification_channel" "operators" {
  count = var.operators_email == "" ? 0 : 1

  display_name = "${local.prefix}: operators"
  type         = "email"
  labels       = { email_address = var.operators_email }
}

locals {
  channels = concat([google_monitoring_notification_channel.loop.id], google_monitoring_notification_channel.operators[*].id)
  services = "resource.type = \"cloud_run_revision\" AND resource.labels.service_name = starts_with(\"${local.prefix}-\")"
}

resource "google_monitoring_alert_policy" "dead_letters" {
  display_name          = "${local.prefix}: dead letters"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.channels

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
    content   = "A message failed ten times. Read it with `gcloud pubsub subscriptions pull SUBSCRIPTION --limit=10`, repair the cause, then acknowledge it: sweep finds what it asked for."
  }
}

resource "google_monitoring_alert_policy" "function_errors" {
  display_name          = "${local.prefix}: function errors"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = local.channels

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
  notification_channels = local.channels

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

# adjust-traffic logs its ruling once a look, with the field ruling.
resource "google_logging_metric" "holds" {
  name   = "${local.prefix}/rollout-holds"
  filter = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${google_cloudfunctions2_function.loop["adjust-traffic"].name}\" AND jsonPayload.ruling=\"HOLD\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"

    labels {
      key         = "model"
      description = "Model whose rollout holds"
    }
  }

  label_extractors = { model = "EXTRACT(jsonPayload.model)" }
}

resource "google_monitoring_alert_policy" "hold_too_long" {
  display_name          = "${local.prefix}: rollout holds too long"
  combiner              = "OR"
  severity              = "WARNING"
  notification_channels = local.channels

  conditions {
    display_name = "a rollout has held for ${var.hold_minutes} minutes"

    condition_threshold {
      filter          = "resource.type = \"cloud_run_revision\" AND metric.type = \"logging.googleapis.com/user/${google_logging_metric.holds.name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "${var.hold_minutes * 60}s"

      aggregations {
        alignment_period     = "600s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["metric.labels.model"]
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "The judge has no evidence: no traffic reaches the challenger, or its metrics are missing. A rollback needs neither."
  }
}

resource "google_monitoring_dashboard" "loop" {
  dashboard_json = templatefile("${path.module}/../dashboards/gcp.json", { prefix = local.prefix })
}
