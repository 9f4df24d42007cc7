# Every function is an entry point of the one jar in the one zip.
resource "google_cloudfunctions2_function" "loop" {
  for_each = local.functions

  name        = "${local.prefix}-${each.key}"
  location    = var.region
  description = "Loopkeeper step ${each.key}"

  build_config {
    runtime         = "java17"
    entry_point     = "${local.entry_package}.${each.value.entry_point}"
    service_account = google_service_account.builder.id

    source {
      storage_source {
        bucket = google_storage_bucket.source.name
        object = google_storage_bucket_object.functions.name
      }
    }
  }

  service_config {
    available_cpu                    = "1"
    available_memory                 = each.value.memory
    timeout_seconds                  = each.value.timeout
    max_instance_count               = each.value.instances
    max_instance_request_concurrency = each.value.concurrency
    ingress_settings                 = each.value.trigger == "http" ? var.http_ingress : "ALLOW_INTERNAL_ONLY"
    all_traffic_on_latest_revision   = true
    service_account_email            = google_service_account.function[each.key].email
    environment_variables            = merge(local.environment, lookup(local.http_environment, each.key, {}), { LOOPKEEPER_TIMEOUT = tostring(each.value.timeout) })

    dynamic "secret_environment_variables" {
      for_each = lookup(local.mounted_secrets, each.key, {})

      content {
        key        = secret_environment_variables.key
        project_id = var.project_id
        secret     = secret_environment_variables.value
        version    = "latest"
      }
    }
  }

  dynamic "event_trigger" {
    for_each = each.value.trigger == "topic" ? [each.key] : []

    content {
      trigger_region        = var.region
      event_type            = "google.cloud.pubsub.topic.v1.messagePublished"
      pubsub_topic          = google_pubsub_topic.step[event_trigger.value].id
      retry_policy          = "RETRY_POLICY_RETRY"
      service_account_email = google_service_account.trigger.email
    }
  }

  dynamic "event_trigger" {
    for_each = each.value.trigger == "storage" ? [each.key] : []

    content {
      trigger_region        = var.region
      event_type            = "google.cloud.storage.object.v1.finalized"
      retry_policy          = "RETRY_POLICY_RETRY"
      service_account_email = google_service_account.trigger.email

      event_filters {
        attribute = "bucket"
        value     = google_storage_bucket.data.name
      }
    }
  }

  lifecycle {
    precondition {
      condition     = var.serving_image != ""
      error_message = "serving_image is empty: build infra/pipelines/serving and name the image by digest, as step 6 of infra/README.md shows."
    }
  }

  depends_on = [
    google_project_iam_member.builder_logs,
    google_project_iam_member.builder_pushes,
    google_project_iam_member.builder_reads,
    google_project_iam_member.storage_publishes,
    google_project_iam_member.trigger_receives,
    google_secret_manager_secret_iam_member.alert,
    google_secret_manager_secret_iam_member.channel,
  ]
}
