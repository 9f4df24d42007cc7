locals {
  # Objects of the state bucket that a function may create and never change or delete.
  state_creates = {
    "ingest-data"     = ["journal/", "dead-letters/", "batches/", "pending/"]
    "plan-retraining" = ["journal/", "dead-letters/", "runs/"]
    "start-training"  = ["journal/", "dead-letters/"]
    "compare-metrics" = ["journal/", "dead-letters/", "runs/"]
    "score-outcomes"  = ["journal/", "dead-letters/", "scores/"]
    "update-registry" = ["journal/", "dead-letters/"]
    "adjust-traffic"  = ["journal/", "dead-letters/"]
    "notify-team"     = ["journal/", "dead-letters/", "sent/"]
    "receive-alert"   = ["journal/", "dead-letters/", "seen/"]
    "roll-back"       = ["journal/", "dead-letters/"]
    "sweep"           = ["dead-letters/"]
  }

  # Objects that are caches or markers: rewritten and deleted in the normal course of things.
  state_rewrites = {
    "ingest-data"     = ["snapshots/", "wakeups/"]
    "plan-retraining" = ["snapshots/", "wakeups/", "pending/"]
    "start-training"  = ["snapshots/", "wakeups/", "vertex/jobs/"]
    "compare-metrics" = ["snapshots/", "wakeups/", "pending/", "reports/"]
    "score-outcomes"  = ["snapshots/", "wakeups/"]
    "update-registry" = ["snapshots/", "wakeups/", "vertex/uploads/"]
    "adjust-traffic"  = ["snapshots/", "wakeups/", "vertex/deployments/"]
    "notify-team"     = ["snapshots/", "wakeups/"]
    "receive-alert"   = ["snapshots/", "wakeups/"]
    "roll-back"       = ["snapshots/", "wakeups/"]
    "sweep"           = ["wakeups/", "followed/", "prefixes/"]
  }

  # plan-retraining lists uploads that a request names, to leave out those that are gone.
  data_readers = ["ingest-data", "plan-retraining", "score-outcomes"]

  # Topics to which a function may publish: what can be due after it.
  publishes = {
    "ingest-data"     = local.hinted
    "plan-retraining" = local.hinted
    "start-training"  = local.hinted
    "compare-metrics" = local.hinted
    "score-outcomes"  = local.hinted
    "update-registry" = local.hinted
    "adjust-traffic"  = local.hinted
    "notify-team"     = local.hinted
    "receive-alert"   = local.hinted
    "roll-back"       = local.hinted
    "sweep"           = local.hinted
  }

  # Permissions as the reference of the API lists them for each method; none deletes, none administers.
  custom_roles = {
    "trainingStarter" = [
      "aiplatform.customJobs.create", "aiplatform.customJobs.get", "aiplatform.customJobs.list",
      "aiplatform.pipelineJobs.create", "aiplatform.pipelineJobs.get", "aiplatform.pipelineJobs.list",
    ]
    "trainingWatcher" = [
      "aiplatform.customJobs.cancel", "aiplatform.customJobs.get", "aiplatform.customJobs.list",
      "aiplatform.pipelineJobs.cancel", "aiplatform.pipelineJobs.get", "aiplatform.pipelineJobs.list",
    ]
    "versionRegistrar" = [
      "aiplatform.modelEvaluations.get", "aiplatform.modelEvaluations.import", "aiplatform.modelEvaluations.list",
      "aiplatform.models.get", "aiplatform.models.list", "aiplatform.models.update", "aiplatform.models.upload",
    ]
    "trafficShifter" = [
      "aiplatform.endpoints.deploy", "aiplatform.endpoints.get", "aiplatform.endpoints.list",
      "aiplatform.endpoints.undeploy", "aiplatform.endpoints.update", "aiplatform.models.get", "aiplatform.models.list",
    ]
    "driftWatcher" = [
      "aiplatform.modelDeploymentMonitoringJobs.create", "aiplatform.modelDeploymentMonitoringJobs.get",
      "aiplatform.modelDeploymentMonitoringJobs.list", "aiplatform.modelDeploymentMonitoringJobs.searchStatsAnomalies",
      "aiplatform.modelDeploymentMonitoringJobs.update",
    ]
    "metricReader"  = ["monitoring.timeSeries.list"]
    "versionReader" = ["aiplatform.models.get", "aiplatform.models.list"]
  }

  function_roles = {
    "start-training"  = ["trainingStarter"]
    "compare-metrics" = ["trainingWatcher"]
    "update-registry" = ["versionRegistrar"]
    "adjust-traffic"  = ["trafficShifter", "driftWatcher", "metricReader"]
    "show-status"     = ["versionReader"]
  }

  state_objects = "projects/_/buckets/${google_storage_bucket.state.name}/objects/"
}

# --- the functions ---

resource "google_storage_bucket_iam_member" "state_read" {
  for_each = local.functions

  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.function[each.key].member
}

resource "google_storage_bucket_iam_member" "state_create" {
  for_each = local.state_creates

  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectCreator"
  member = google_service_account.function[each.key].member

  condition {
    title      = "${each.key} creates"
    expression = join(" || ", [for prefix in each.value : "resource.name.startsWith(\"${local.state_objects}${prefix}\")"])
  }
}

resource "google_storage_bucket_iam_member" "state_rewrite" {
  for_each = local.state_rewrites

  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectUser"
  member = google_service_account.function[each.key].member

  condition {
    title      = "${each.key} rewrites"
    expression = join(" || ", [for prefix in each.value : "resource.name.startsWith(\"${local.state_objects}${prefix}\")"])
  }
}

resource "google_storage_bucket_iam_member" "data_read" {
  for_each = toset(local.data_readers)

  bucket = google_storage_bucket.data.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.function[each.key].member
}

resource "google_pubsub_topic_iam_member" "hint" {
  for_each = merge([
    for name, topics in local.publishes : { for topic in topics : "${name} ${topic}" => { name = name, topic = topic } }
  ]...)

  topic  = google_pubsub_topic.step[each.value.topic].id
  role   = "roles/pubsub.publisher"
  member = google_service_account.function[each.value.name].member
}

resource "google_project_iam_custom_role" "narrow" {
  for_each = local.custom_roles

  role_id     = "${local.prefix}_${each.key}"
  title       = "Loopkeeper ${each.key}"
  permissions = each.value
}

resource "google_project_iam_member" "narrow" {
  for_each = merge([
    for name, roles in local.function_roles : { for role in roles : "${name} ${role}" => { name = name, role = role } }
  ]...)

  project = var.project_id
  role    = google_project_iam_custom_role.narrow[each.value.role].name
  member  = google_service_account.function[each.value.name].member
}

resource "google_service_account_iam_member" "act_as_trainer" {
  service_account_id = google_service_account.trainer.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.function["start-training"].member
}

resource "google_secret_manager_secret_iam_member" "channel" {
  for_each = google_secret_manager_secret.channel

  secret_id = each.value.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.function["notify-team"].member
}

resource "google_secret_manager_secret_iam_member" "alert" {
  count = length(google_secret_manager_secret.alert)

  secret_id = google_secret_manager_secret.alert[count.index].id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.function["receive-alert"].member
}

# --- delivery of events ---

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

resource "google_pubsub_topic_iam_member" "monitoring" {
  topic  = google_pubsub_topic.step["receive-alert"].id
  role   = "roles/pubsub.publisher"
  member = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-monitoring-notification.iam.gserviceaccount.com"
}

# --- building ---

resource "google_project_iam_member" "builder_logs" {
  project = var.project_id
  role    = "roles/logging.logWriter"
  member  = google_service_account.builder.member
}

resource "google_project_iam_member" "builder_pushes" {
  project = var.project_id
  role    = "roles/artifactregistry.writer"
  member  = google_service_account.builder.member
}

# Only the zips: the copies that Cloud Run functions makes, and ours.
resource "google_project_iam_member" "builder_reads" {
  project = var.project_id
  role    = "roles/storage.objectViewer"
  member  = google_service_account.builder.member

  condition {
    title      = "function sources"
    expression = "resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-\") || resource.name.startsWith(\"projects/_/buckets/${google_storage_bucket.source.name}\")"
  }
}

# --- training ---

resource "google_storage_bucket_iam_member" "trainer_state_read" {
  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.trainer.member
}

resource "google_storage_bucket_iam_member" "trainer_state_write" {
  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectUser"
  member = google_service_account.trainer.member

  condition {
    title      = "trainer writes"
    expression = "resource.name.startsWith(\"${local.state_objects}runs/\") || resource.name.startsWith(\"${local.state_objects}vertex/pipelines/\")"
  }
}

resource "google_storage_bucket_iam_member" "trainer_data_read" {
  bucket = google_storage_bucket.data.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.trainer.member
}

resource "google_artifact_registry_repository_iam_member" "trainer_pulls" {
  location   = google_artifact_registry_repository.trainer.location
  repository = google_artifact_registry_repository.trainer.name
  role       = "roles/artifactregistry.reader"
  member     = google_service_account.trainer.member
}

# What Vertex AI asks of the account a pipeline runs as: its own jobs and their lineage.
resource "google_project_iam_member" "trainer_runs" {
  project = var.project_id
  role    = "roles/aiplatform.user"
  member  = google_service_account.trainer.member
}

resource "google_project_iam_member" "trainer_logs" {
  project = var.project_id
  role    = "roles/logging.logWriter"
  member  = google_service_account.trainer.member
}

# --- serving ---

resource "google_service_account_iam_member" "act_as_server" {
  service_account_id = google_service_account.server.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.function["adjust-traffic"].member
}

resource "google_storage_bucket_iam_member" "server_logs_predictions" {
  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectCreator"
  member = google_service_account.server.member

  condition {
    title      = "predictions"
    expression = "resource.name.startsWith(\"${local.state_objects}predictions/\")"
  }
}

resource "google_project_iam_member" "server_logs" {
  project = var.project_id
  role    = "roles/logging.logWriter"
  member  = google_service_account.server.member
}

# --- people and their workflows ---

resource "google_storage_bucket_iam_member" "upload" {
  for_each = var.uploaders

  bucket = google_storage_bucket.data.name
  role   = "roles/storage.objectCreator"
  member = each.key
}

resource "google_storage_bucket_iam_member" "config" {
  for_each = var.config_writers

  bucket = google_storage_bucket.state.name
  role   = "roles/storage.objectUser"
  member = each.key

  condition {
    title      = "loop.yaml files"
    expression = "resource.name.startsWith(\"${local.state_objects}models/\")"
  }
}
