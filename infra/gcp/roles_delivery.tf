# How an event reaches a function, and an HTTP function its callers.

resource "google_project_iam_member" "trigger_receives" {
  project = var.project_id
  role    = "roles/eventarc.eventReceiver"
  member  = google_service_account.trigger.member
}

resource "google_cloud_run_service_iam_member" "trigger_invokes" {
  for_each = toset(local.on_event)

  location = var.region
  service  = google_cloudfunctions2_function.loop[each.key].name
  role     = "roles/run.invoker"
  member   = google_service_account.trigger.member
}

resource "google_cloud_run_service_iam_member" "alert_push_invokes" {
  location = var.region
  service  = google_cloudfunctions2_function.loop["receive-alert"].name
  role     = "roles/run.invoker"
  member   = google_service_account.alert_push.member
}

resource "google_cloud_run_service_iam_member" "caller" {
  for_each = merge([
    for name, members in var.callers : { for member in members : "${name} ${member}" => { name = name, member = member } }
  ]...)

  location = var.region
  service  = google_cloudfunctions2_function.loop[each.value.name].name
  role     = "roles/run.invoker"
  member   = each.value.member
}

# Eventarc carries events of a bucket over a topic that Cloud Storage publishes to.
resource "google_project_iam_member" "storage_publishes" {
  project = var.project_id
  role    = "roles/pubsub.publisher"
  member  = local.storage_agent
}

resource "google_pubsub_topic_iam_member" "storage_events" {
  topic  = google_pubsub_topic.step["compare-metrics"].id
  role   = "roles/pubsub.publisher"
  member = local.storage_agent
}

resource "google_service_account_iam_member" "push_tokens" {
  for_each = {
    trigger    = google_service_account.trigger.name
    alert_push = google_service_account.alert_push.name
  }

  service_account_id = each.value
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.pubsub_agent
}

resource "google_pubsub_topic_iam_member" "dead_letter" {
  for_each = google_pubsub_topic.dead_letter

  topic  = each.value.id
  role   = "roles/pubsub.publisher"
  member = local.pubsub_agent
}

resource "google_pubsub_subscription_iam_member" "dead_letter" {
  subscription = google_pubsub_subscription.alert_push.id
  role         = "roles/pubsub.subscriber"
  member       = local.pubsub_agent
}

resource "google_pubsub_topic_iam_member" "run_ends" {
  topic  = google_pubsub_topic.step["compare-metrics"].id
  role   = "roles/pubsub.publisher"
  member = google_logging_project_sink.run_ends.writer_identity
}

resource "google_pubsub_topic_iam_member" "anomalies" {
  count = length(google_logging_project_sink.anomalies)

  topic  = google_pubsub_topic.step["receive-alert"].id
  role   = "roles/pubsub.publisher"
  member = google_logging_project_sink.anomalies[count.index].writer_identity
}

resource "google_pubsub_topic_iam_member" "monitoring" {
  topic  = google_pubsub_topic.step["receive-alert"].id
  role   = "roles/pubsub.publisher"
  member = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-monitoring-notification.iam.gserviceaccount.com"

  # Google makes that account with the first Pub/Sub channel.
  depends_on = [google_monitoring_notification_channel.loop]
}
