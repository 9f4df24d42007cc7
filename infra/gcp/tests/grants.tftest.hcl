# Who may do what, once every name is filled in. Plans with the provider itself: no account, no network, no cost. Run: terraform test

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

run "functions_may_no_more_than_their_step_needs" {
  command = plan

  assert {
    condition = toset([for key, grant in google_project_iam_member.narrow : "${key} ${grant.member}"]) == toset([
      "adjust-traffic metricReader serviceAccount:loopkeeper-adjust-traffic@my-loop-123.iam.gserviceaccount.com",
      "adjust-traffic trafficShifter serviceAccount:loopkeeper-adjust-traffic@my-loop-123.iam.gserviceaccount.com",
      "compare-metrics trainingWatcher serviceAccount:loopkeeper-compare-metrics@my-loop-123.iam.gserviceaccount.com",
      "show-status versionReader serviceAccount:loopkeeper-show-status@my-loop-123.iam.gserviceaccount.com",
      "start-training trainingStarter serviceAccount:loopkeeper-start-training@my-loop-123.iam.gserviceaccount.com",
      "update-registry versionRegistrar serviceAccount:loopkeeper-update-registry@my-loop-123.iam.gserviceaccount.com",
    ])
    error_message = "Six rights on Vertex AI and Monitoring, each to the one function that calls it."
  }

  assert {
    condition     = alltrue(flatten([for role in google_project_iam_custom_role.narrow : [for permission in role.permissions : can(regex("^(aiplatform|monitoring)\\.[A-Za-z]+\\.(cancel|create|deploy|get|import|list|undeploy|update|upload)$", permission))]]))
    error_message = "No role of ours deletes or administers."
  }

  assert {
    condition     = alltrue([for grant in google_storage_bucket_iam_member.state_create : grant.role == "roles/storage.objectCreator"]) && alltrue([for grant in google_storage_bucket_iam_member.state_rewrite : grant.role == "roles/storage.objectUser"]) && alltrue([for grant in concat(values(google_storage_bucket_iam_member.state_read), values(google_storage_bucket_iam_member.data_read)) : grant.role == "roles/storage.objectViewer"])
    error_message = "Functions read, create, and rewrite objects; none has the rights of an administrator."
  }

  assert {
    condition     = alltrue(flatten([for grant in concat(values(google_storage_bucket_iam_member.state_create), values(google_storage_bucket_iam_member.state_rewrite)) : [for part in split(" || ", grant.condition[0].expression) : can(regex("^resource\\.name\\.startsWith\\(\"projects/_/buckets/my-loop-123-loopkeeper-state/objects/([a-z-]+/){1,2}\"\\)$", part))]]))
    error_message = "A right to write is a right to folders of the state bucket, never to the bucket."
  }

  assert {
    condition     = alltrue([for grant in google_storage_bucket_iam_member.state_rewrite : !can(regex("/objects/(journal|dead-letters|batches|runs|scores|sent|models|pipelines|predictions)/", grant.condition[0].expression))])
    error_message = "No function changes or deletes the journal, batches, runs, scores or configuration."
  }

  assert {
    condition     = !contains(keys(google_storage_bucket_iam_member.state_create), "show-status") && !contains(keys(google_storage_bucket_iam_member.state_rewrite), "show-status")
    error_message = "show-status writes nothing."
  }

  assert {
    condition     = toset(keys(google_storage_bucket_iam_member.data_read)) == toset(["ingest-data", "plan-retraining", "score-outcomes", "sweep"])
    error_message = "Who follows uploads reads them, and nobody else."
  }

  assert {
    condition     = google_service_account_iam_member.act_as_trainer.member == google_service_account.function["start-training"].member && google_service_account_iam_member.act_as_server[0].member == google_service_account.function["adjust-traffic"].member
    error_message = "start-training alone hands out the trainer's identity, adjust-traffic alone the server's."
  }

  assert {
    condition     = [for name, grant in google_secret_manager_secret_iam_member.channel : "${name} ${grant.role} ${grant.member}"] == ["teams-webhook roles/secretmanager.secretAccessor serviceAccount:loopkeeper-notify-team@my-loop-123.iam.gserviceaccount.com"] && [for grant in google_secret_manager_secret_iam_member.alert : grant.member] == ["serviceAccount:loopkeeper-receive-alert@my-loop-123.iam.gserviceaccount.com"]
    error_message = "A secret is read by one function."
  }
}

run "what_delivers_builds_trains_and_serves_has_little" {
  command = plan

  assert {
    condition = toset([for grant in [
      google_project_iam_member.builder_logs, google_project_iam_member.builder_pushes, google_project_iam_member.builder_reads,
      google_project_iam_member.server_logs, google_project_iam_member.trainer_logs,
      google_project_iam_member.trainer_runs, google_project_iam_member.trigger_receives,
      ] : "${grant.role} ${split("@", grant.member)[0]}"]) == toset([
      "roles/aiplatform.user serviceAccount:loopkeeper-trainer",
      "roles/artifactregistry.writer serviceAccount:loopkeeper-builder",
      "roles/eventarc.eventReceiver serviceAccount:loopkeeper-trigger",
      "roles/logging.logWriter serviceAccount:loopkeeper-builder",
      "roles/logging.logWriter serviceAccount:loopkeeper-server",
      "roles/logging.logWriter serviceAccount:loopkeeper-trainer",
      "roles/storage.objectViewer serviceAccount:loopkeeper-builder",
    ])
    error_message = "These are the rights on the project, and none of them is a function's."
  }

  assert {
    condition     = google_project_iam_member.storage_publishes.role == "roles/pubsub.publisher"
    error_message = "Cloud Storage publishes its events, and does nothing else."
  }

  assert {
    condition     = google_project_iam_member.builder_reads.condition[0].expression == "resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-\") || resource.name.startsWith(\"projects/_/buckets/my-loop-123-loopkeeper-source\")"
    error_message = "What builds reads zips, not data."
  }

  assert {
    condition     = google_storage_bucket_iam_member.trainer_state_write.condition[0].expression == "resource.name.startsWith(\"projects/_/buckets/my-loop-123-loopkeeper-state/objects/runs/\") || resource.name.startsWith(\"projects/_/buckets/my-loop-123-loopkeeper-state/objects/vertex/pipelines/\")"
    error_message = "The trainer writes below runs/, and what its pipeline hands from step to step."
  }

  assert {
    condition     = google_storage_bucket_iam_member.server_logs_predictions.role == "roles/storage.objectCreator" && endswith(google_storage_bucket_iam_member.server_logs_predictions.condition[0].expression, "/objects/predictions/\")")
    error_message = "The server adds to predictions/ and changes nothing."
  }

  assert {
    condition     = toset(keys(google_cloud_run_service_iam_member.trigger_invokes)) == toset(local.on_event) && google_cloud_run_service_iam_member.alert_push_invokes.service == "loopkeeper-receive-alert"
    error_message = "Events call the event functions, alerts call receive-alert."
  }
}

run "people_are_granted_what_they_are_named_for" {
  command = plan

  variables {
    callers = {
      roll-back     = ["user:oncall@example.com", "serviceAccount:pager@my-loop-123.iam.gserviceaccount.com"]
      show-status   = ["user:anna@example.com"]
      receive-alert = ["serviceAccount:grafana@my-loop-123.iam.gserviceaccount.com"]
    }
    uploaders      = ["group:feeds@example.com"]
    config_writers = ["principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/github/attribute.repository/owner/models"]
  }

  assert {
    condition = toset([for grant in google_cloud_run_service_iam_member.caller : "${grant.service} ${grant.role} ${grant.member}"]) == toset([
      "loopkeeper-receive-alert roles/run.invoker serviceAccount:grafana@my-loop-123.iam.gserviceaccount.com",
      "loopkeeper-roll-back roles/run.invoker serviceAccount:pager@my-loop-123.iam.gserviceaccount.com",
      "loopkeeper-roll-back roles/run.invoker user:oncall@example.com",
      "loopkeeper-show-status roles/run.invoker user:anna@example.com",
    ])
    error_message = "Each caller may call the function that names it."
  }

  assert {
    condition     = google_cloudfunctions2_function.loop["roll-back"].service_config[0].environment_variables["LOOPKEEPER_CALLERS"] == "pager@my-loop-123.iam.gserviceaccount.com,oncall@example.com"
    error_message = "The function checks the same e-mails once more."
  }

  assert {
    condition     = google_storage_bucket_iam_member.upload["group:feeds@example.com"].role == "roles/storage.objectCreator"
    error_message = "Who uploads adds objects, and replaces none."
  }

  assert {
    condition     = alltrue([for grant in google_storage_bucket_iam_member.config : grant.condition[0].expression == "resource.name.startsWith(\"projects/_/buckets/my-loop-123-loopkeeper-state/objects/models/\")"]) && length(google_storage_bucket_iam_member.config) == 1
    error_message = "Who delivers configuration writes models/ only."
  }
}

run "who_asks_for_nothing_grants_nothing" {
  command = plan

  variables {
    log_predictions = false
    channel_secrets = []
    alert_secret    = ""
  }

  assert {
    condition     = length(google_service_account_iam_member.act_as_server) == 0
    error_message = "Without a log nobody hands out the server's identity."
  }

  assert {
    condition     = length(google_secret_manager_secret_iam_member.channel) + length(google_secret_manager_secret_iam_member.alert) + length(google_storage_bucket_iam_member.upload) + length(google_storage_bucket_iam_member.config) == 0
    error_message = "No secrets, no uploaders, no writers: no grants."
  }
}
