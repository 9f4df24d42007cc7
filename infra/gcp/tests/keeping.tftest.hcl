# What is kept and for how long, what is delivered again, and who is told. Plans with the provider itself: no account, no network, no cost. Run: terraform test

provider "google" {
  project      = "my-loop-123"
  region       = "europe-west1"
  access_token = "none"
}

override_data {
  target = data.google_project.this
  values = { number = "123456789012" }
}

override_data {
  target = data.google_storage_project_service_account.storage
  values = { member = "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com" }
}

run "nothing_is_public_and_nothing_is_lost_at_once" {
  command = plan

  variables {
    keep_noncurrent_days = 45
  }

  assert {
    condition     = alltrue([for bucket in [google_storage_bucket.state, google_storage_bucket.data, google_storage_bucket.source] : bucket.public_access_prevention == "enforced" && bucket.uniform_bucket_level_access && !bucket.force_destroy && bucket.versioning[0].enabled])
    error_message = "Every bucket is private, has one kind of access, and keeps old versions."
  }

  assert {
    condition     = alltrue([for bucket in [google_storage_bucket.state, google_storage_bucket.data] : bucket.soft_delete_policy[0].retention_duration_seconds == 45 * 86400])
    error_message = "What was deleted can be read for keep_noncurrent_days."
  }

  assert {
    condition     = google_artifact_registry_repository.trainer.docker_config[0].immutable_tags
    error_message = "An image cannot be replaced under its tag."
  }

  assert {
    condition     = alltrue([for secret in concat(values(google_secret_manager_secret.channel), google_secret_manager_secret.alert) : [for replica in secret.replication[0].user_managed[0].replicas : replica.location] == ["europe-west1"]])
    error_message = "A secret leaves the region no more than a message does."
  }
}

run "what_fails_is_delivered_again_and_then_kept" {
  command = plan

  assert {
    condition     = toset(keys(google_pubsub_topic.dead_letter)) == setunion(toset(local.on_event), ["receive-alert"]) && keys(google_pubsub_subscription.dead_letter) == keys(google_pubsub_topic.dead_letter) && keys(google_pubsub_topic_iam_member.dead_letter) == keys(google_pubsub_topic.dead_letter)
    error_message = "Each way of delivery has dead letters, somebody keeps them, and Pub/Sub may put them there."
  }

  assert {
    condition     = alltrue([for letters in google_pubsub_subscription.dead_letter : letters.message_retention_duration == "604800s" && letters.expiration_policy[0].ttl == ""])
    error_message = "A dead letter is kept for a week, and its subscription for ever."
  }

  assert {
    condition     = google_pubsub_subscription.alert_push.dead_letter_policy[0].max_delivery_attempts == 10 && google_pubsub_subscription.alert_push.retry_policy[0].minimum_backoff == "10s" && google_pubsub_subscription.alert_push.expiration_policy[0].ttl == ""
    error_message = "An alert is delivered ten times, more and more slowly."
  }

  assert {
    condition     = google_pubsub_subscription.alert_push.push_config[0].oidc_token[0].service_account_email == "loopkeeper-alert-push@my-loop-123.iam.gserviceaccount.com" && google_pubsub_subscription.alert_push.push_config[0].oidc_token[0].audience == "https://loopkeeper-receive-alert-123456789012.europe-west1.run.app"
    error_message = "An alert is delivered with a token that receive-alert expects."
  }

  assert {
    condition     = alltrue([for topic in google_pubsub_topic.step : topic.message_storage_policy[0].allowed_persistence_regions == toset(["europe-west1"])])
    error_message = "A message stays in the region."
  }

  assert {
    condition     = google_storage_notification.runs.object_name_prefix == "runs/" && google_storage_notification.runs.event_types == toset(["OBJECT_FINALIZE"])
    error_message = "The loop's own writes are no events, but for the ends of runs."
  }
}

run "the_loop_is_woken_and_somebody_hears_when_it_is_not" {
  command = plan

  variables {
    schedule           = "0 6 * * 1"
    time_zone          = "Europe/Berlin"
    operators_channels = ["projects/my-loop-123/notificationChannels/42"]
  }

  assert {
    condition     = google_cloud_scheduler_job.sweep.schedule == "* * * * *" && google_cloud_scheduler_job.plan_retraining.schedule == "0 6 * * 1" && google_cloud_scheduler_job.plan_retraining.time_zone == "Europe/Berlin"
    error_message = "sweep runs each minute, plan-retraining when it is asked to."
  }

  assert {
    condition     = base64decode(google_cloud_scheduler_job.sweep.pubsub_target[0].data) == "{\"step\":\"sweep\"}"
    error_message = "A schedule sends what the function reads."
  }

  assert {
    condition     = length(local.operators) == 2 && google_monitoring_notification_channel.operators.labels["email_address"] == "oncall@example.com" && google_monitoring_alert_policy.sweep_stopped.severity == "CRITICAL"
    error_message = "People are told by mail and by pager."
  }

  assert {
    condition     = strcontains(google_monitoring_alert_policy.sweep_stopped.conditions[0].condition_absent[0].filter, "service_name = \"loopkeeper-sweep\"") && strcontains(google_monitoring_alert_policy.dead_letters.conditions[0].condition_threshold[0].filter, "loopkeeper-.*-dead-letters")
    error_message = "The alerts look at what the module makes."
  }

  assert {
    condition     = alltrue([for name in [for letters in google_pubsub_subscription.dead_letter : letters.name] : can(regex("^loopkeeper-.*-dead-letters$", name))])
    error_message = "Every subscription of dead letters is watched."
  }

  assert {
    condition     = length(jsondecode(google_monitoring_dashboard.loop.dashboard_json).mosaicLayout.tiles) > 5
    error_message = "The dashboard is JSON once the names are filled in."
  }
}

run "a_budget_speaks_when_there_is_an_account_to_watch" {
  command = plan

  variables {
    monthly_budget = 250
  }

  assert {
    condition     = google_billing_budget.loop[0].amount[0].specified_amount[0].units == "250" && google_billing_budget.loop[0].budget_filter[0].projects == toset(["projects/123456789012"])
    error_message = "The budget is this project's."
  }

  assert {
    condition     = sort([for rule in google_billing_budget.loop[0].threshold_rules : "${rule.threshold_percent} ${rule.spend_basis}"]) == tolist(["0.5 CURRENT_SPEND", "0.9 CURRENT_SPEND", "1 CURRENT_SPEND", "1 FORECASTED_SPEND"])
    error_message = "It speaks before, at, and ahead of the limit."
  }
}

run "without_a_billing_account_there_is_no_budget" {
  command = plan

  variables {
    billing_account = ""
  }

  assert {
    condition     = length(google_billing_budget.loop) == 0
    error_message = "A budget needs an account."
  }
}
