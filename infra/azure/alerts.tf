# People, who are told when the loop itself is broken: the way that does not depend on the loop.
resource "azurerm_monitor_action_group" "operators" {
  name                = "${local.prefix}-operators"
  resource_group_name = azurerm_resource_group.loop.name
  short_name          = "loop-people"

  email_receiver {
    name                    = "operators"
    email_address           = var.operators_email
    use_common_alert_schema = true
  }
}

# For alerts about a model: give each rule the custom property model, because an alert that names none is about every model and
# rolls back every canary. The rules about the loop carry no model, so none of them may use it. Its way to receive-alert holds
# the function's key, which must not pass through Terraform's state: infra/delivery/connect-alerts.sh adds it.
resource "azurerm_monitor_action_group" "loop" {
  name                = "${local.prefix}-receive-alert"
  resource_group_name = azurerm_resource_group.loop.name
  short_name          = "loop-alert"

  lifecycle {
    ignore_changes = [webhook_receiver]
  }
}

resource "azurerm_monitor_metric_alert" "dead_letters" {
  for_each = {
    storage   = azurerm_eventgrid_system_topic.storage.id
    workspace = azurerm_eventgrid_system_topic.workspace.id
  }

  name                = "${local.prefix}-dead-letters-${each.key}"
  resource_group_name = azurerm_resource_group.loop.name
  scopes              = [each.value]
  severity            = 1
  frequency           = "PT5M"
  window_size         = "PT5M"
  description         = "An event was given up and lies in the container events-dead. Of storage: an upload was not taken, and no event brings it back; repair the cause, mostly a broken loop.yaml, and put that file again: its folder is then looked through. Of workspace: sweep finds the end of the run by itself."

  criteria {
    metric_namespace = "Microsoft.EventGrid/systemTopics"
    metric_name      = "DeadLetteredCount"
    aggregation      = "Total"
    operator         = "GreaterThan"
    threshold        = 0
  }

  action {
    action_group_id = azurerm_monitor_action_group.operators.id
  }
}

locals {
  # About the loop, over its logs: told to people. A rule holds when its query has more rows than so many.
  log_alerts = {
    "poison messages" = {
      severity  = 1
      frequency = "PT5M"
      window    = "PT10M"
      more_than = 0
      query     = "StorageQueueLogs | where OperationName == 'PutMessage' and toint(StatusCode) < 300 and Uri contains '-poison'"
      text      = "A function failed at a message five times. Read it with az storage message peek in the queue whose name ends in -poison, repair the cause and delete it: sweep finds again what it asked for."
    }
    "function errors" = {
      severity  = 2
      frequency = "PT5M"
      window    = "PT10M"
      more_than = 5
      query     = "AppRequests | where Success == false and AppRoleName startswith '${var.name}-loopkeeper-'"
      text      = "One failure is a redelivery and heals by itself; more than five in ten minutes do not. The function's log says what was expected."
    }
    "sweep stopped" = {
      severity  = 0
      frequency = "PT5M"
      window    = "PT15M"
      more_than = 0
      query     = "union isfuzzy=true AppRequests, AppTraces | where (OperationName == 'sweep' and Success == true) or Message startswith \"Executed 'Functions.sweep' (Succeeded\" | summarize runs = count() | where runs == 0"
      text      = "Nothing reconciles, polls runs or finds lost hints. Look at the app ${local.app_names["data"]}: is it running, and does it reach its storage?"
    }
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "loop" {
  for_each = local.log_alerts

  name                 = "${local.prefix}-${replace(each.key, " ", "-")}"
  resource_group_name  = azurerm_resource_group.loop.name
  location             = azurerm_resource_group.loop.location
  scopes               = [azurerm_log_analytics_workspace.loop.id]
  severity             = each.value.severity
  evaluation_frequency = each.value.frequency
  window_duration      = each.value.window
  description          = each.value.text
  # The tables come with the first line that is logged.
  skip_query_validation   = true
  auto_mitigation_enabled = true

  criteria {
    query                   = each.value.query
    time_aggregation_method = "Count"
    operator                = "GreaterThan"
    threshold               = each.value.more_than

    failing_periods {
      minimum_failing_periods_to_trigger_alert = 1
      number_of_evaluation_periods             = 1
    }
  }

  action {
    action_groups = [azurerm_monitor_action_group.operators.id]
  }
}

# About one model's endpoint: told to the loop, which rolls back while a rollout or its bake is live, and to people.
resource "azurerm_monitor_scheduled_query_rules_alert_v2" "endpoint_errors" {
  for_each = var.endpoints

  name                    = "${local.prefix}-endpoint-errors-${each.key}"
  resource_group_name     = azurerm_resource_group.loop.name
  location                = azurerm_resource_group.loop.location
  scopes                  = [azurerm_log_analytics_workspace.loop.id]
  severity                = 1
  evaluation_frequency    = "PT1M"
  window_duration         = "PT5M"
  description             = "More than one request in twenty, and more than five, failed within five minutes: 5xx, 424 of a version's own code, 408 or 429."
  skip_query_validation   = true
  auto_mitigation_enabled = true

  criteria {
    query                   = "AmlOnlineEndpointTrafficLog | where EndpointName =~ '${each.value}' | summarize total = count(), failed = countif(toint(ResponseCode) >= 500 or toint(ResponseCode) in (408, 424, 429)) | where failed > 5 and failed * 20 > total"
    time_aggregation_method = "Count"
    operator                = "GreaterThan"
    threshold               = 0

    failing_periods {
      minimum_failing_periods_to_trigger_alert = 1
      number_of_evaluation_periods             = 1
    }
  }

  action {
    action_groups     = [azurerm_monitor_action_group.loop.id, azurerm_monitor_action_group.operators.id]
    custom_properties = { model = each.key }
  }
}
