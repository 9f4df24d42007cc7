locals {
  # The functions publish to topics of this name; a second loop lives in a second project.
  prefix = "loopkeeper"

  # The one table of the functions. trigger is storage, topic or http.
  functions = {
    "ingest-data" = {
      entry_point = "IngestDataFunction", trigger = "storage", memory = "1Gi", timeout = 540, instances = 20, concurrency = 1
    }
    "plan-retraining" = {
      entry_point = "PlanRetrainingFunction", trigger = "topic", memory = "1Gi", timeout = 300, instances = 5, concurrency = 1
    }
    "start-training" = {
      entry_point = "StartTrainingFunction", trigger = "topic", memory = "512Mi", timeout = 120, instances = 5, concurrency = 1
    }
    "compare-metrics" = {
      entry_point = "CompareMetricsFunction", trigger = "topic", memory = "2Gi", timeout = 540, instances = 5, concurrency = 1
    }
    "score-outcomes" = {
      entry_point = "ScoreOutcomesFunction", trigger = "storage", memory = "1Gi", timeout = 540, instances = 10, concurrency = 1
    }
    "update-registry" = {
      entry_point = "UpdateRegistryFunction", trigger = "topic", memory = "512Mi", timeout = 120, instances = 5, concurrency = 1
    }
    "adjust-traffic" = {
      entry_point = "AdjustTrafficFunction", trigger = "topic", memory = "512Mi", timeout = 120, instances = 5, concurrency = 1
    }
    "notify-team" = {
      entry_point = "NotifyTeamFunction", trigger = "topic", memory = "512Mi", timeout = 120, instances = 5, concurrency = 1
    }
    "receive-alert" = {
      entry_point = "ReceiveAlertFunction", trigger = "http", memory = "512Mi", timeout = 60, instances = 5, concurrency = 1
    }
    "roll-back" = {
      entry_point = "RollBackFunction", trigger = "http", memory = "512Mi", timeout = 60, instances = 5, concurrency = 1
    }
    "show-status" = {
      entry_point = "ShowStatusFunction", trigger = "http", memory = "512Mi", timeout = 60, instances = 3, concurrency = 1
    }
    "sweep" = {
      entry_point = "SweepFunction", trigger = "topic", memory = "1Gi", timeout = 540, instances = 2, concurrency = 1
    }
  }

  entry_package = "dev.loopkeeper.gcp.function"

  # Where a step is asked for. The storage functions have none: their hint is the upload itself.
  topics = [
    "plan-retraining", "start-training", "compare-metrics", "update-registry", "adjust-traffic", "notify-team",
    "receive-alert", "sweep",
  ]

  # What a commit to the journal may hint at: sweep finds it too, only later.
  hinted = [
    "plan-retraining", "start-training", "compare-metrics", "update-registry", "adjust-traffic", "notify-team",
  ]

  on_storage = [for name, f in local.functions : name if f.trigger == "storage"]
  on_topic   = [for name, f in local.functions : name if f.trigger == "topic"]
  on_http    = [for name, f in local.functions : name if f.trigger == "http"]
  on_event   = concat(local.on_storage, local.on_topic)

  environment = {
    LOOPKEEPER_PROJECT         = var.project_id
    LOOPKEEPER_REGION          = var.region
    LOOPKEEPER_STATE_BUCKET    = google_storage_bucket.state.name
    LOOPKEEPER_DATA_BUCKET     = google_storage_bucket.data.name
    LOOPKEEPER_TRAINER_ACCOUNT = google_service_account.trainer.email
    LOOPKEEPER_TRAINER_MACHINE = var.trainer_machine_type
    VERTEX_SERVING_IMAGE       = var.serving_image
    VERTEX_SERVING_ACCOUNT     = var.log_predictions ? google_service_account.server.email : ""
    VERTEX_MACHINE_TYPE        = var.serving_machine_type
    VERTEX_MIN_REPLICAS        = tostring(var.serving_replicas.min)
    VERTEX_MAX_REPLICAS        = tostring(var.serving_replicas.max)
    VERTEX_PREDICT_ROUTE       = var.serving_predict_route
    VERTEX_HEALTH_ROUTE        = var.serving_health_route
    VERTEX_SERVING_PORT        = tostring(var.serving_port)
    LOOPKEEPER_STATUS_URL      = local.addresses["show-status"]
    LOOPKEEPER_GIT_COMMIT      = var.git_commit
    JAVA_TOOL_OPTIONS          = var.java_tool_options

    LOOPKEEPER_MODEL_MONITORING = tostring(var.model_monitoring)
    LOOPKEEPER_LIVE_EVALUATIONS = tostring(var.live_evaluations)
  }

  # The address that follows from the names alone, so that a function can be told its own.
  addresses = {
    for name in local.on_http :
    name => "https://${local.prefix}-${name}-${data.google_project.this.number}.${var.region}.run.app"
  }

  # The function checks the caller once more: by e-mail, which is the part of a member after the colon.
  caller_emails = {
    "receive-alert" = concat([google_service_account.alert_push.email], [for m in local.callers["receive-alert"] : split(":", m)[1]])
    "roll-back"     = [for m in local.callers["roll-back"] : split(":", m)[1]]
    "show-status"   = [for m in local.callers["show-status"] : split(":", m)[1]]
  }
  callers = { for name in local.on_http : name => tolist(lookup(var.callers, name, [])) }

  http_environment = {
    for name in local.on_http : name => {
      LOOPKEEPER_AUDIENCE    = "${local.addresses[name]} https://${var.region}-${var.project_id}.cloudfunctions.net/${local.prefix}-${name}"
      LOOPKEEPER_CALLERS     = join(",", local.caller_emails[name])
      LOOPKEEPER_IAM_CHECKED = "true"
    }
  }

  # Names of secrets by function and environment variable; the platform mounts the newest version.
  mounted_secrets = {
    "notify-team" = {
      for name in var.channel_secrets : "LOOPKEEPER_SECRET_${upper(replace(replace(name, "-", "_"), ".", "_"))}" => name
    }
    "receive-alert" = { for name in google_secret_manager_secret.alert[*].secret_id : "LOOPKEEPER_WEBHOOK_SECRETS" => name }
  }
}
