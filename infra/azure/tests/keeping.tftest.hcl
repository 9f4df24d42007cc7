# What is kept and for how long, what is delivered again, and who is told. Plans against mocked providers: no account, no network, no cost. Run: terraform test

mock_provider "azurerm" {
  source          = "./tests/mocks/azurerm"
  override_during = plan
}

mock_provider "azapi" {
  source          = "./tests/mocks/azapi"
  override_during = plan
}

run "nothing_is_public_and_nothing_is_lost_at_once" {
  command = plan

  variables {
    keep_days   = 45
    replication = "GZRS"
  }

  assert {
    condition     = alltrue([for account in concat([azurerm_storage_account.loop], values(azurerm_storage_account.host)) : !account.shared_access_key_enabled && !account.allow_nested_items_to_be_public && !account.local_user_enabled && account.https_traffic_only_enabled && account.min_tls_version == "TLS1_2"])
    error_message = "No account has a key, a local user, a public container or plain HTTP."
  }

  assert {
    condition     = alltrue([for container in concat(values(azurerm_storage_container.loop), values(azurerm_storage_container.code)) : container.container_access_type == "private"])
    error_message = "Every container is private."
  }

  assert {
    condition     = azurerm_storage_account.loop.blob_properties[0].versioning_enabled && azurerm_storage_account.loop.blob_properties[0].delete_retention_policy[0].days == 45 && azurerm_storage_account.loop.blob_properties[0].container_delete_retention_policy[0].days == 45 && azurerm_storage_account.loop.account_replication_type == "GZRS"
    error_message = "What was overwritten or deleted can be read for keep_days."
  }

  assert {
    condition     = [for rule in azurerm_storage_management_policy.loop.rule : rule.filters[0].prefix_match if length(rule.actions[0].base_blob) > 0] == [toset(["state/seen/"])]
    error_message = "Only the ids of webhooks are removed by age."
  }

  assert {
    condition     = azurerm_key_vault.loop.purge_protection_enabled && azurerm_key_vault.loop.rbac_authorization_enabled && !azurerm_container_registry.images.admin_enabled && !azurerm_application_insights.loop.local_authentication_enabled
    error_message = "Secrets cannot be purged; vault, registry and telemetry know no passwords."
  }

  assert {
    condition     = azapi_resource.datastore.name == "loopkeeper_state" && azapi_resource.datastore.body.properties.credentials == { credentialsType = "None" } && azapi_resource.datastore.body.properties.accountName == "latelooploop"
    error_message = "The workspace holds no key to the state."
  }

  assert {
    condition     = alltrue([for cluster in azurerm_machine_learning_compute_cluster.trainer : !cluster.local_auth_enabled && !cluster.ssh_public_access_enabled && cluster.scale_settings[0].min_node_count == 0]) && { for name, cluster in azurerm_machine_learning_compute_cluster.trainer : name => cluster.vm_priority } == { loopkeeper = "Dedicated", "loopkeeper-spot" = "LowPriority" }
    error_message = "Nodes come with a run, go after it, and nobody logs in."
  }
}

run "what_fails_is_delivered_again_and_then_kept" {
  command = plan

  assert {
    condition     = alltrue([for subscription in concat(values(azurerm_eventgrid_system_topic_event_subscription.blobs), [azurerm_eventgrid_system_topic_event_subscription.runs]) : subscription.retry_policy[0].max_delivery_attempts == 30 && subscription.retry_policy[0].event_time_to_live == 1440 && subscription.storage_blob_dead_letter_destination[0].storage_blob_container_name == "events-dead" && subscription.dead_letter_identity[0].type == "SystemAssigned" && subscription.azure_function_endpoint[0].max_events_per_batch == 1])
    error_message = "An event is delivered thirty times within a day, alone, and then kept."
  }

  assert {
    condition = { for name, subscription in azurerm_eventgrid_system_topic_event_subscription.blobs : name => "${subscription.subject_filter[0].subject_begins_with} ${subscription.subject_filter[0].subject_ends_with}" } == {
      "compare-metrics" = "/blobServices/default/containers/state/blobs/runs/ /evaluation.json"
      "ingest-data"     = "/blobServices/default/containers/data/blobs/ "
      "score-outcomes"  = "/blobServices/default/containers/data/blobs/outcomes/ "
    }
    error_message = "Each function is told of the blobs that are its own."
  }

  assert {
    condition     = azurerm_eventgrid_system_topic_event_subscription.blobs["ingest-data"].advanced_filter[0].string_not_begins_with[0].values == tolist(["/blobServices/default/containers/data/blobs/outcomes/"]) && length(azurerm_eventgrid_system_topic_event_subscription.blobs["score-outcomes"].advanced_filter[0].string_not_begins_with) == 0
    error_message = "Ground truth is no batch."
  }

  assert {
    condition     = toset([for queue in azurerm_storage_queue.poison : queue.name]) == toset([for queue in azurerm_storage_queue.step : "${queue.name}-poison"]) && length(azurerm_storage_queue.step) == 6
    error_message = "Each step has a queue, and one for what failed at it."
  }
}

run "people_hear_of_the_loop_and_the_loop_of_its_models" {
  command = plan

  variables {
    endpoints = { late-arrivals = "late-arrivals", churn = "churn-eu" }
  }

  assert {
    condition     = alltrue([for rule in azurerm_monitor_scheduled_query_rules_alert_v2.loop : rule.action[0].action_groups == tolist([azurerm_monitor_action_group.operators.id])]) && alltrue([for rule in azurerm_monitor_metric_alert.dead_letters : [for action in rule.action : action.action_group_id] == [azurerm_monitor_action_group.operators.id]])
    error_message = "Alerts about the loop name no model, so they never go to receive-alert."
  }

  assert {
    condition     = { for model, rule in azurerm_monitor_scheduled_query_rules_alert_v2.endpoint_errors : model => rule.action[0].custom_properties } == { churn = tomap({ model = "churn" }), late-arrivals = tomap({ model = "late-arrivals" }) } && strcontains(azurerm_monitor_scheduled_query_rules_alert_v2.endpoint_errors["churn"].criteria[0].query, "EndpointName =~ 'churn-eu'")
    error_message = "An alert about an endpoint names its model."
  }

  assert {
    condition     = endswith(azurerm_monitor_diagnostic_setting.endpoint["churn"].target_resource_id, "/workspaces/my-workspace/onlineEndpoints/churn-eu")
    error_message = "The traffic of each endpoint is logged."
  }

  assert {
    condition     = toset([for log in azurerm_monitor_diagnostic_setting.vault.enabled_log : log.category]) == toset(["AuditEvent"])
    error_message = "Who reads a secret is logged."
  }

  assert {
    condition     = can(jsondecode(azurerm_application_insights_workbook.loop.data_json))
    error_message = "The dashboard is JSON once the names are filled in."
  }
}

run "budgets_speak_of_both_groups" {
  command = plan

  variables {
    monthly_budget = 250
  }

  assert {
    condition     = { for name, budget in azurerm_consumption_budget_resource_group.loop : name => "${budget.amount} ${element(split("/", budget.resource_group_id), -1)}" } == { loop = "250 loopkeeper", workspace = "250 my-workspace-group" }
    error_message = "What the loop costs lies in two groups."
  }

  assert {
    condition     = alltrue([for budget in azurerm_consumption_budget_resource_group.loop : toset([for n in budget.notification : "${n.threshold_type} ${n.threshold}"]) == toset(["Actual 100", "Actual 50", "Actual 90", "Forecasted 100"])])
    error_message = "It speaks before, at, and ahead of the limit."
  }
}
