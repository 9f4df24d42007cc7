resource "google_pubsub_topic" "step" {
  for_each = toset(local.topics)

  name = "${local.prefix}-${each.key}"

  # A day: what is older than that, sweep has long found by itself.
  message_retention_duration = "86400s"

  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }

  depends_on = [google_project_service.needed]
}

# One for each function that is called by an event, and one for receive-alert.
resource "google_pubsub_topic" "dead_letter" {
  for_each = toset(concat(local.on_event, ["receive-alert"]))

  name                       = "${local.prefix}-${each.key}-dead"
  message_retention_duration = "604800s"

  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }

  depends_on = [google_project_service.needed]
}

# Without a subscription a dead letter would be gone at once.
resource "google_pubsub_subscription" "dead_letter" {
  for_each = google_pubsub_topic.dead_letter

  name                       = "${each.value.name}-letters"
  topic                      = each.value.id
  message_retention_duration = "604800s"
  ack_deadline_seconds       = 60

  expiration_policy {
    ttl = ""
  }
}

# Alerts of Cloud Monitoring, to a function that others call over HTTP.
resource "google_pubsub_subscription" "alert_push" {
  name                       = "${local.prefix}-receive-alert"
  topic                      = google_pubsub_topic.step["receive-alert"].id
  ack_deadline_seconds       = 60
  message_retention_duration = "86400s"

  push_config {
    push_endpoint = google_cloudfunctions2_function.loop["receive-alert"].service_config[0].uri

    oidc_token {
      service_account_email = google_service_account.alert_push.email
      audience              = local.addresses["receive-alert"]
    }
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.dead_letter["receive-alert"].id
    max_delivery_attempts = 10
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  expiration_policy {
    ttl = ""
  }

  depends_on = [google_pubsub_topic_iam_member.dead_letter]
}

# Eventarc makes the subscription of a trigger itself and has no field for dead letters, so they are set after it.
resource "terraform_data" "dead_letters" {
  for_each = toset(local.on_event)

  triggers_replace = [
    google_cloudfunctions2_function.loop[each.key].event_trigger[0].trigger,
    google_pubsub_topic.dead_letter[each.key].id,
    filesha256("${path.module}/set-dead-letters.sh"),
  ]

  provisioner "local-exec" {
    command = "${path.module}/set-dead-letters.sh"

    environment = {
      TRIGGER           = google_cloudfunctions2_function.loop[each.key].event_trigger[0].trigger
      DEAD_LETTER_TOPIC = google_pubsub_topic.dead_letter[each.key].id
      MAX_ATTEMPTS      = 10
      MIN_BACKOFF       = "10s"
      MAX_BACKOFF       = "600s"
      PUBSUB_AGENT      = local.pubsub_agent
    }
  }

  depends_on = [google_pubsub_topic_iam_member.dead_letter]
}
