locals {
  # Objects of the state bucket that a function may create and never change or delete.
  state_creates = {
    "ingest-data"     = ["journal/", "dead-letters/", "batches/", "pending/"]
    "plan-retraining" = ["journal/", "dead-letters/", "runs/", "batches/", "scores/"]
    "start-training"  = ["journal/", "dead-letters/", "vertex/jobs/"]
    "compare-metrics" = ["journal/", "dead-letters/", "runs/"]
    "score-outcomes"  = ["journal/", "dead-letters/", "scores/"]
    "update-registry" = ["journal/", "dead-letters/"]
    "adjust-traffic"  = ["journal/", "dead-letters/"]
    "notify-team"     = ["journal/", "dead-letters/", "sent/"]
    "receive-alert"   = ["journal/", "dead-letters/", "seen/"]
    "roll-back"       = ["journal/", "dead-letters/"]
    "sweep"           = ["journal/", "dead-letters/", "batches/", "pending/", "scores/"]
  }

  # Objects that are caches or markers: rewritten and deleted in the normal course of things.
  state_rewrites = {
    "ingest-data"     = ["snapshots/", "wakeups/", "followed/", "prefixes/"]
    "plan-retraining" = ["snapshots/", "wakeups/", "followed/", "prefixes/", "pending/", "prices/"]
    "start-training"  = ["snapshots/", "wakeups/"]
    "compare-metrics" = ["snapshots/", "wakeups/", "pending/", "reports/"]
    "score-outcomes"  = ["snapshots/", "wakeups/"]
    "update-registry" = ["snapshots/", "wakeups/", "vertex/uploads/"]
    "adjust-traffic"  = ["snapshots/", "wakeups/", "vertex/deployments/"]
    "notify-team"     = ["snapshots/", "wakeups/"]
    "receive-alert"   = ["snapshots/", "wakeups/"]
    "roll-back"       = ["snapshots/", "wakeups/"]
    "sweep"           = ["snapshots/", "wakeups/", "followed/", "prefixes/"]
  }

  # Who follows a loop.yaml lists the uploads it is about, and takes in what was missed; plan-retraining leaves out those that are gone.
  data_readers = ["ingest-data", "plan-retraining", "score-outcomes", "sweep"]

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

  # Permissions as the reference of the API lists them for each method; none deletes, none administers. An operation has
  # none of its own: to look at it takes the get of what it works on, to cancel a deployment endpoints.deploy.
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
      "aiplatform.modelEvaluations.import", "aiplatform.modelEvaluations.list",
      "aiplatform.models.get", "aiplatform.models.list", "aiplatform.models.update", "aiplatform.models.upload",
    ]
    "trafficShifter" = [
      "aiplatform.endpoints.deploy", "aiplatform.endpoints.get", "aiplatform.endpoints.list",
      "aiplatform.endpoints.undeploy", "aiplatform.endpoints.update", "aiplatform.models.get", "aiplatform.models.list",
    ]
    "driftWatcher" = [
      "aiplatform.endpoints.get", "aiplatform.endpoints.list", "aiplatform.modelDeploymentMonitoringJobs.create",
      "aiplatform.modelDeploymentMonitoringJobs.list", "aiplatform.modelDeploymentMonitoringJobs.update",
    ]
    "anomalyReader"    = ["aiplatform.modelDeploymentMonitoringJobs.get"]
    "evaluationWriter" = ["aiplatform.modelEvaluations.import", "aiplatform.modelEvaluations.list"]
    "metricReader"     = ["monitoring.timeSeries.list"]
    "versionReader"    = ["aiplatform.models.get", "aiplatform.models.list"]
  }

  # A role that is made and granted to nobody costs nothing; one that is deleted keeps its name occupied for weeks.
  function_roles = {
    "start-training"  = ["trainingStarter"]
    "compare-metrics" = ["trainingWatcher"]
    "score-outcomes"  = var.live_evaluations ? ["evaluationWriter"] : []
    "update-registry" = concat(["versionRegistrar"], var.model_monitoring ? ["driftWatcher"] : [])
    "adjust-traffic"  = ["trafficShifter", "metricReader"]
    "receive-alert"   = var.model_monitoring ? ["anomalyReader"] : []
    "show-status"     = ["versionReader"]
  }

  state_objects = "projects/_/buckets/${google_storage_bucket.state.name}/objects/"
}

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

  depends_on = [google_project_service.needed]
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
