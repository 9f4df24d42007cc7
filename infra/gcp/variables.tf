variable "project_id" {
  description = "Google Cloud project that holds the loop; one that holds nothing else is safest."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be a project ID such as my-loop-123: 6 to 30 lower-case letters, digits and hyphens."
  }
}

variable "region" {
  description = "Region of the functions, the buckets and Vertex AI, so that no byte crosses a region."
  type        = string
  default     = "europe-west1"

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]{1,2}$", var.region))
    error_message = "region must be a region such as europe-west1, not a zone and not a multi-region."
  }
}

variable "functions_zip" {
  description = "Zip with the one jar of functions-gcp at its root."
  type        = string

  validation {
    condition     = endswith(var.functions_zip, ".zip")
    error_message = "functions_zip must be the path of a .zip file; the README shows the command that makes it."
  }
}

variable "git_commit" {
  description = "Commit the jar was built from; it becomes part of the lineage of every version."
  type        = string

  validation {
    condition     = can(regex("^[0-9a-f]{40}$", var.git_commit))
    error_message = "git_commit must be the 40 hexadecimal digits of a commit: pass $(git rev-parse HEAD)."
  }
}

variable "trainer_image" {
  description = "Container of the default training pipeline, pinned by digest; empty when the pipeline is your own."
  type        = string
  default     = ""

  validation {
    condition     = var.trainer_image == "" || can(regex("@sha256:[0-9a-f]{64}$", var.trainer_image))
    error_message = "trainer_image must end with @sha256: and 64 digits; a tag can be moved behind the loop's back."
  }
}

variable "trainer_machine_type" {
  description = "Machine type whose list price a training run is reckoned with; the default pipeline's steps fit the default."
  type        = string
  default     = "n1-standard-4"

  validation {
    condition     = can(regex("^[a-z0-9-]{4,40}$", var.trainer_machine_type))
    error_message = "trainer_machine_type must be a machine type such as n1-standard-4."
  }
}

variable "serving_image" {
  description = "Image that serves a version on Vertex AI. For versions of the default trainer: the one of pipelines/serving, pinned by digest. For your own pipeline: your own, or one of Google's prebuilt ones. Empty only until the image is built: no version can be registered without."
  type        = string
  default     = ""

  validation {
    condition     = var.serving_image == "" || can(regex("^[a-z0-9-]+-docker\\.pkg\\.dev/[^ ]+$", var.serving_image))
    error_message = "serving_image must be an image in Artifact Registry, such as europe-west1-docker.pkg.dev/my-loop-123/loopkeeper/serving@sha256:..., built from infra/pipelines/serving."
  }
}

variable "log_predictions" {
  description = "Whether versions run as the account loopkeeper-server and log what they answer, so that late ground truth can be joined; needs the grant of step 8 of infra/README.md. Else they run as Vertex AI's own account and nothing is logged."
  type        = bool
  default     = true
}

variable "serving_machine_type" {
  description = "Machine type of each replica of a version."
  type        = string
  default     = "n1-standard-2"

  validation {
    condition     = can(regex("^[a-z0-9-]{4,40}$", var.serving_machine_type))
    error_message = "serving_machine_type must be a machine type such as n1-standard-2."
  }
}

variable "serving_predict_route" {
  description = "Path at which the serving image answers predictions."
  type        = string
  default     = "/predict"

  validation {
    condition     = startswith(var.serving_predict_route, "/")
    error_message = "serving_predict_route must begin with a slash, such as /predict."
  }
}

variable "serving_health_route" {
  description = "Path at which the serving image answers 200 when it is ready."
  type        = string
  default     = "/health"

  validation {
    condition     = startswith(var.serving_health_route, "/")
    error_message = "serving_health_route must begin with a slash, such as /health."
  }
}

variable "serving_port" {
  description = "Port the serving image listens on."
  type        = number
  default     = 8080

  validation {
    condition     = var.serving_port >= 1 && var.serving_port <= 65535 && floor(var.serving_port) == var.serving_port
    error_message = "serving_port must be a whole number from 1 to 65535."
  }
}

variable "serving_replicas" {
  description = "Fewest and most replicas of a version; during a rollout two versions are paid for."
  type        = object({ min = number, max = number })
  default     = { min = 1, max = 2 }

  validation {
    condition     = var.serving_replicas.min >= 1 && var.serving_replicas.max >= var.serving_replicas.min && var.serving_replicas.max <= 20 && alltrue([for n in values(var.serving_replicas) : floor(n) == n])
    error_message = "serving_replicas must be whole numbers with 1 <= min <= max <= 20."
  }
}

variable "model_monitoring" {
  description = "Whether Vertex AI Model Monitoring watches what the champions are asked, and its anomalies come to receive-alert. It is paid for by the bytes that are logged and analysed."
  type        = bool
  default     = false
}

variable "live_evaluations" {
  description = "Whether score-outcomes shows the live quality of each version beside it in the Model Registry."
  type        = bool
  default     = false
}

variable "schedule" {
  description = "When plan-retraining runs without an upload, as a cron line."
  type        = string
  default     = "17 * * * *"

  validation {
    condition     = length(split(" ", var.schedule)) == 5
    error_message = "schedule must be a cron line of five fields, such as 17 * * * *."
  }
}

variable "time_zone" {
  description = "Time zone of the schedule."
  type        = string
  default     = "Etc/UTC"
}

variable "java_tool_options" {
  description = "Options of every function's JVM; the defaults favour a short cold start."
  type        = string
  default     = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:MaxRAMPercentage=70 -Xshare:auto"
}

variable "http_ingress" {
  description = "Who can reach the HTTP functions at all; IAM decides who may call them."
  type        = string
  default     = "ALLOW_ALL"

  validation {
    condition     = contains(["ALLOW_ALL", "ALLOW_INTERNAL_ONLY", "ALLOW_INTERNAL_AND_GCLB"], var.http_ingress)
    error_message = "http_ingress must be ALLOW_ALL, ALLOW_INTERNAL_ONLY or ALLOW_INTERNAL_AND_GCLB."
  }
}

variable "callers" {
  description = "Who may call each HTTP function: receive-alert, roll-back, show-status. The function checks the e-mail again, so a group will not do."
  type        = map(set(string))

  validation {
    condition     = alltrue([for name in keys(var.callers) : contains(["receive-alert", "roll-back", "show-status"], name)])
    error_message = "callers may name receive-alert, roll-back and show-status only; no other function is called by people."
  }

  validation {
    condition     = alltrue([for member in flatten([for m in values(var.callers) : tolist(m)]) : can(regex("^(user|serviceAccount):[^@ ,]+@[^@ ,]+$", member))])
    error_message = "callers must be user:NAME@DOMAIN or serviceAccount:NAME@DOMAIN; the public is neither, and a group has no e-mail in a token."
  }

  validation {
    condition     = length(lookup(var.callers, "roll-back", [])) > 0
    error_message = "callers must name at least one who may call roll-back: a loop that nobody can stop must not start."
  }
}

variable "uploaders" {
  description = "Members that may add objects to the data bucket."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for member in var.uploaders : can(regex("^(user|group|serviceAccount|principal|principalSet):", member))])
    error_message = "uploaders must be user:, group:, serviceAccount:, principal: or principalSet: members; the public is none of them."
  }
}

variable "config_writers" {
  description = "Members that may write models/<model>/loop.yaml: the delivery workflow's account."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for member in var.config_writers : can(regex("^(user|group|serviceAccount|principal|principalSet):", member))])
    error_message = "config_writers must be user:, group:, serviceAccount:, principal: or principalSet: members; the public is none of them."
  }
}

variable "channel_secrets" {
  description = "Names of the secrets of the notification channels, as loop.yaml calls them after secret:. Values are added by hand, before the functions are made."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for name in var.channel_secrets : can(regex("^[A-Za-z0-9_-]{1,200}$", name))])
    error_message = "channel_secrets must be names of letters, digits, _ and -; never put a value here."
  }

  validation {
    condition     = length(distinct([for name in var.channel_secrets : upper(replace(name, "-", "_"))])) == length(var.channel_secrets)
    error_message = "channel_secrets must differ by more than case, - and _: notify-team is given each as an environment variable."
  }
}

variable "alert_secret" {
  description = "Name of the secret that signs webhooks to receive-alert, on top of the sender's identity; empty for none. Its value is added by hand."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{0,200}$", var.alert_secret))
    error_message = "alert_secret must be a name of letters, digits, _ and -; never put a value here."
  }

  validation {
    condition     = !contains(var.channel_secrets, var.alert_secret)
    error_message = "alert_secret must be a secret of its own: notify-team reads those of channel_secrets."
  }
}

variable "operators_email" {
  description = "Mailbox of the people who are told when the loop itself is broken."
  type        = string

  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+$", var.operators_email))
    error_message = "operators_email must be one address: a broken loop cannot tell anybody by itself."
  }
}

variable "operators_channels" {
  description = "Further notification channels for the same people, such as a pager's: projects/PROJECT/notificationChannels/NUMBER."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for name in var.operators_channels : can(regex("^projects/[^/]+/notificationChannels/[0-9]+$", name))])
    error_message = "operators_channels must be full names of channels: projects/PROJECT/notificationChannels/NUMBER."
  }
}

variable "billing_account" {
  description = "Billing account for the budget alert, such as 012345-6789AB-CDEF01; empty for no alert."
  type        = string
  default     = ""

  validation {
    condition     = var.billing_account == "" || can(regex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.billing_account))
    error_message = "billing_account must look like 012345-6789AB-CDEF01, or be empty."
  }
}

variable "monthly_budget" {
  description = "Money a month above which the budget alert speaks, in the billing account's currency."
  type        = number
  default     = 100

  validation {
    condition     = var.monthly_budget >= 1 && floor(var.monthly_budget) == var.monthly_budget
    error_message = "monthly_budget must be a whole number of at least 1."
  }
}

variable "keep_noncurrent_days" {
  description = "Days for which overwritten and deleted objects can still be read."
  type        = number
  default     = 30

  validation {
    condition     = var.keep_noncurrent_days >= 7 && var.keep_noncurrent_days <= 90 && floor(var.keep_noncurrent_days) == var.keep_noncurrent_days
    error_message = "keep_noncurrent_days must be a whole number from 7 to 90: a mistake of Friday is found on Monday, and Cloud Storage keeps what was deleted for 90 days at most."
  }
}
