# What each function is told and given. Plans with the provider itself: no account, no network, no cost. Run: terraform test

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

run "every_step_is_a_function" {
  command = plan

  assert {
    condition     = length(google_cloudfunctions2_function.loop) == 12
    error_message = "DESIGN has twelve functions."
  }

  assert {
    condition     = length(distinct([for a in google_service_account.function : a.account_id])) == 12
    error_message = "Every function has an identity of its own."
  }

  assert {
    condition     = alltrue([for f in google_cloudfunctions2_function.loop : length(f.event_trigger) == 0 || try(f.event_trigger[0].retry_policy, "") == "RETRY_POLICY_RETRY"])
    error_message = "An event that failed is delivered again."
  }

  assert {
    condition     = toset([for name, f in google_cloudfunctions2_function.loop : name if length(f.event_trigger) == 0]) == toset(["receive-alert", "roll-back", "show-status"])
    error_message = "Three functions are called over HTTP, all others by events."
  }

  assert {
    condition     = alltrue([for f in google_cloudfunctions2_function.loop : length(f.event_trigger) == 0 || f.service_config[0].ingress_settings == "ALLOW_INTERNAL_ONLY"])
    error_message = "Event functions are not reached from outside."
  }

  assert {
    condition     = alltrue([for name in local.on_event : contains(keys(google_pubsub_topic.dead_letter), name) && contains(keys(terraform_data.dead_letters), name)])
    error_message = "Every event function has dead letters."
  }

  assert {
    condition     = length(google_pubsub_topic_iam_member.hint) == 66 && !contains(keys(local.publishes), "show-status")
    error_message = "Eleven functions hint at six steps; show-status at none."
  }

  assert {
    condition     = strcontains(google_storage_bucket_object.pipeline[0].content, "@sha256:") && !strcontains(google_storage_bucket_object.pipeline[0].content, "unpinned") && strcontains(google_storage_bucket_object.pipeline[0].content, "value: my-loop-123-loopkeeper-data")
    error_message = "The pipeline runs the image that was built, by digest."
  }
}

run "functions_are_told_who_calls_and_which_secrets_are_theirs" {
  command = plan

  assert {
    condition     = google_cloudfunctions2_function.loop["roll-back"].service_config[0].environment_variables["LOOPKEEPER_CALLERS"] == "oncall@example.com"
    error_message = "roll-back checks the caller's e-mail again."
  }

  assert {
    condition     = alltrue([for name, f in google_cloudfunctions2_function.loop : f.service_config[0].environment_variables["LOOPKEEPER_TIMEOUT"] == tostring(f.service_config[0].timeout_seconds)])
    error_message = "A function knows when the platform ends it."
  }

  assert {
    condition     = [for s in google_cloudfunctions2_function.loop["notify-team"].service_config[0].secret_environment_variables : "${s.key} ${s.secret}"] == ["LOOPKEEPER_SECRET_TEAMS_WEBHOOK teams-webhook"]
    error_message = "notify-team is given the secrets of the channels."
  }

  assert {
    condition     = length(google_cloudfunctions2_function.loop["sweep"].service_config[0].secret_environment_variables) == 0
    error_message = "Nobody else is given a secret."
  }
}

run "the_serving_image_is_described" {
  command = plan

  variables {
    serving_predict_route = "/v1/predict"
    serving_port          = 9000
  }

  assert {
    condition     = google_cloudfunctions2_function.loop["update-registry"].service_config[0].environment_variables["VERTEX_PREDICT_ROUTE"] == "/v1/predict" && google_cloudfunctions2_function.loop["update-registry"].service_config[0].environment_variables["VERTEX_SERVING_PORT"] == "9000"
    error_message = "A version is registered with the routes of its image."
  }
}

run "versions_log_their_predictions_only_under_an_account_that_may" {
  command = plan

  variables {
    log_predictions = false
  }

  assert {
    condition     = google_cloudfunctions2_function.loop["adjust-traffic"].service_config[0].environment_variables["VERTEX_SERVING_ACCOUNT"] == ""
    error_message = "Without a log versions run as Vertex AI's own account."
  }
}

run "what_google_watches_and_shows_is_off_unless_asked_for" {
  command = plan

  assert {
    condition     = length(google_logging_project_sink.anomalies) == 0 && length(google_project_iam_member.narrow) == 6
    error_message = "Nobody is granted what only Model Monitoring and live evaluations need."
  }

  assert {
    condition     = google_cloudfunctions2_function.loop["update-registry"].service_config[0].environment_variables["LOOPKEEPER_MODEL_MONITORING"] == "false" && google_cloudfunctions2_function.loop["score-outcomes"].service_config[0].environment_variables["LOOPKEEPER_LIVE_EVALUATIONS"] == "false"
    error_message = "The functions are told that both are off."
  }
}

run "who_turns_them_on_grants_what_they_need" {
  command = plan

  variables {
    model_monitoring = true
    live_evaluations = true
  }

  assert {
    condition     = length(google_logging_project_sink.anomalies) == 1 && length(google_pubsub_topic_iam_member.anomalies) == 1
    error_message = "Anomalies reach receive-alert."
  }

  assert {
    condition     = alltrue([for grant in ["update-registry driftWatcher", "receive-alert anomalyReader", "score-outcomes evaluationWriter"] : contains(keys(google_project_iam_member.narrow), grant)])
    error_message = "The functions that call Model Monitoring and import evaluations may, and no others."
  }
}
