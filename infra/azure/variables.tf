variable "subscription_id" {
  description = "Subscription that holds the loop and the workspace."
  type        = string

  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.subscription_id))
    error_message = "subscription_id must be the id of a subscription in lower case: pass $(az account show --query id -o tsv)."
  }
}

variable "name" {
  description = "Begins every name that must be unique in the world: of storage accounts, apps, the key vault and the registry."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{3,10}$", var.name))
    error_message = "name must be 4 to 11 lower-case letters and digits and begin with a letter, such as lateloop: storage accounts take no more."
  }
}

variable "resource_group" {
  description = "Resource group that is made for the loop, and holds nothing else."
  type        = string
  default     = "loopkeeper"

  validation {
    condition     = can(regex("^[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]$", var.resource_group))
    error_message = "resource_group must be 1 to 90 letters, digits, _, -, (), and dots, and not end with a dot."
  }
}

variable "location" {
  description = "Region of the functions and the storage: the workspace's own, so that no byte crosses a region."
  type        = string
  default     = "westeurope"

  validation {
    condition     = can(regex("^[a-z]+[a-z0-9]*$", var.location))
    error_message = "location must be a region's short name such as westeurope."
  }
}

variable "workspace" {
  description = "Azure Machine Learning workspace that trains and serves; it is there already."
  type        = object({ name = string, resource_group = string })

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{2,32}$", var.workspace.name)) && can(regex("^[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]$", var.workspace.resource_group))
    error_message = "workspace must name a workspace, 3 to 33 letters, digits, - and _, and the resource group that it is in."
  }

  validation {
    condition     = lower(var.workspace.resource_group) != lower(var.resource_group)
    error_message = "workspace must be in a resource group of its own: resource_group is made for the loop and holds nothing else."
  }
}

variable "endpoints" {
  description = "Online endpoints by model, once they are made: their traffic is logged for the canary judge, and their errors roll back."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in values(var.endpoints) : can(regex("^[A-Za-z][A-Za-z0-9-]{1,30}[A-Za-z0-9]$", name))])
    error_message = "endpoints must be names of online endpoints, 3 to 32 letters, digits and hyphens that begin with a letter, by model."
  }

  validation {
    condition     = alltrue([for model in keys(var.endpoints) : can(regex("^[a-z][a-z0-9-]{1,62}$", model))])
    error_message = "endpoints must be by the model's name in loop.yaml: 2 to 63 lower-case letters, digits and hyphens that begin with a letter."
  }

  validation {
    condition     = length(distinct([for name in values(var.endpoints) : lower(name)])) == length(var.endpoints)
    error_message = "endpoints must name an endpoint once: a loop shifts the traffic of the whole endpoint, so two models cannot share one."
  }
}

variable "git_commit" {
  description = "Commit the zip was built from; it becomes part of the lineage of every version."
  type        = string

  validation {
    condition     = can(regex("^[0-9a-f]{40}$", var.git_commit))
    error_message = "git_commit must be the 40 hexadecimal digits of a commit: pass $(git rev-parse HEAD)."
  }
}

variable "entra" {
  description = "Application that callers' tokens are made for: its client id, its application id URI, the object id of its app registration, the role that people and services need, and, to narrow it further, their object ids."
  type = object({
    client_id     = string
    audience      = string
    object_id     = string
    operator_role = optional(string, "Loopkeeper.Operator")
    callers       = optional(set(string), [])
  })

  validation {
    condition     = can(regex("^[0-9a-f-]{36}$", var.entra.client_id)) && can(regex("^[0-9a-f-]{36}$", var.entra.object_id)) && can(regex("^(api|https)://[^ ]+$", var.entra.audience))
    error_message = "entra must name client_id and object_id by id in lower case, and audience as the application id URI, such as api://lateloop-loopkeeper."
  }

  validation {
    condition     = var.entra.operator_role != "" || length(var.entra.callers) > 0
    error_message = "entra must name operator_role or callers: a loop that nobody can stop must not start."
  }

  validation {
    condition     = alltrue([for id in var.entra.callers : can(regex("^[0-9a-f-]{36}$", id))])
    error_message = "entra.callers must be object ids in lower case: names change hands."
  }
}

variable "uploaders" {
  description = "Object ids of who may add blobs to the data container."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.uploaders : can(regex("^[0-9a-f-]{36}$", id))])
    error_message = "uploaders must be object ids of people, groups or service principals."
  }
}

variable "config_writers" {
  description = "Object ids of who may write models/<model>/loop.yaml: the delivery workflow's identity."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.config_writers : can(regex("^[0-9a-f-]{36}$", id))])
    error_message = "config_writers must be object ids of people, groups or service principals."
  }
}

variable "pipeline_writers" {
  description = "Object ids of who may write pipelines/azure-ml.yaml, which says what trains: who runs infra/delivery/register-pipeline.sh."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.pipeline_writers : can(regex("^[0-9a-f-]{36}$", id))])
    error_message = "pipeline_writers must be object ids of people, groups or service principals."
  }
}

variable "channel_secrets" {
  description = "Names of the secrets of the notification channels, as loop.yaml calls them after secret:. Values are added by hand."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for name in var.channel_secrets : can(regex("^[A-Za-z0-9-]{1,127}$", name))])
    error_message = "channel_secrets must be names of letters, digits and hyphens, which is all that Key Vault takes; never put a value here."
  }

  validation {
    condition     = length(distinct([for name in var.channel_secrets : upper(name)])) == length(var.channel_secrets)
    error_message = "channel_secrets must differ by more than case: Key Vault does not tell them apart otherwise."
  }
}

variable "alert_secret" {
  description = "Name of the secret that signs webhooks of others than Azure Monitor to receive-alert, on top of their token; empty for none. Its value is added by hand."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^[A-Za-z0-9-]{0,127}$", var.alert_secret))
    error_message = "alert_secret must be a name of letters, digits and hyphens; never put a value here."
  }

  validation {
    condition     = !contains([for name in var.channel_secrets : lower(name)], lower(var.alert_secret))
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

variable "trainer_size" {
  description = "Machine size of the training clusters, whose list price a training run is reckoned with."
  type        = string
  default     = "Standard_DS3_v2"

  validation {
    condition     = can(regex("^Standard_[A-Za-z0-9_-]+$", var.trainer_size))
    error_message = "trainer_size must be a machine size such as Standard_DS3_v2."
  }
}

variable "serving" {
  description = "How versions are served: an environment of the workspace as name:version, which names the image and its routes; the machine of each instance; how many."
  type = object({
    environment = optional(string, "loopkeeper-serving:1")
    size        = optional(string, "Standard_DS2_v2")
    instances   = optional(number, 1)
  })
  default = {}

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+$", var.serving.environment)) && can(regex("^Standard_[A-Za-z0-9_-]+$", var.serving.size))
    error_message = "serving must name environment as name:version, and size as a machine size such as Standard_DS2_v2."
  }

  validation {
    condition     = var.serving.instances >= 1 && var.serving.instances <= 50 && floor(var.serving.instances) == var.serving.instances
    error_message = "serving must have 1 to 50 whole instances: 50 is Azure's limit for a deployment."
  }
}

variable "log_predictions" {
  description = "Whether versions log what they answer, so that late ground truth can be joined; their endpoint then needs the identity loopkeeper-server."
  type        = bool
  default     = true
}

variable "replication" {
  description = "How often the loop's account is copied: LRS, ZRS, GRS or GZRS. A copy in another region lags, and is for reading after a disaster only."
  type        = string
  default     = "ZRS"

  validation {
    condition     = contains(["LRS", "ZRS", "GRS", "GZRS"], var.replication)
    error_message = "replication must be LRS, ZRS, GRS or GZRS."
  }
}

variable "schedule" {
  description = "When plan-retraining runs without an upload, in UTC: seconds, minutes, hours, day, month, weekday."
  type        = string
  default     = "0 17 * * * *"

  validation {
    condition     = length(split(" ", var.schedule)) == 6
    error_message = "schedule must have six fields, the first for seconds, such as 0 17 * * * *."
  }
}

variable "java_tool_options" {
  description = "Options of every function's JVM; the defaults favour a short cold start."
  type        = string
  default     = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
}

variable "monthly_budget" {
  description = "Money a month above which the budget alerts speak, in the subscription's currency."
  type        = number
  default     = 100

  validation {
    condition     = var.monthly_budget >= 1 && floor(var.monthly_budget) == var.monthly_budget
    error_message = "monthly_budget must be a whole number of at least 1."
  }
}

variable "budget_start" {
  description = "First day from which the budget is counted: the first of a month, of this year or the last."
  type        = string

  validation {
    condition     = can(regex("^20[0-9]{2}-(0[1-9]|1[0-2])-01T00:00:00Z$", var.budget_start))
    error_message = "budget_start must be the first of a month: pass $(date +%Y-%m-01T00:00:00Z)."
  }
}

variable "log_gigabytes_a_day" {
  description = "Where the logs are cut off for the rest of the day; the canary judge then has no evidence and holds."
  type        = number
  default     = 5

  validation {
    condition     = var.log_gigabytes_a_day >= 1
    error_message = "log_gigabytes_a_day must be at least 1."
  }
}

variable "keep_days" {
  description = "Days for which overwritten and deleted blobs can still be read."
  type        = number
  default     = 30

  validation {
    condition     = var.keep_days >= 7 && var.keep_days <= 365 && floor(var.keep_days) == var.keep_days
    error_message = "keep_days must be a whole number from 7 to 365: a mistake of Friday is found on Monday."
  }
}
