# Who may do what, once every name is filled in. Plans against mocked providers: no account, no network, no cost. Run: terraform test

mock_provider "azurerm" {
  source          = "./tests/mocks/azurerm"
  override_during = plan
}

mock_provider "azapi" {
  source          = "./tests/mocks/azapi"
  override_during = plan
}

run "apps_may_no_more_than_their_functions_need" {
  command = plan

  assert {
    condition     = toset(keys(azurerm_role_assignment.workspace)) == toset(["control versionReader", "traffic trafficShifter", "training trainingRunner", "training versionRegistrar"])
    error_message = "training runs jobs and registers versions, traffic shifts, control reads versions; data and notify have no right in the workspace."
  }

  assert {
    condition     = alltrue(flatten([for role in azurerm_role_definition.narrow : [for permission in concat(tolist(role.permissions[0].actions), tolist(role.permissions[0].data_actions)) : !can(regex("[*]|(?i:listkeys|roleAssignments|roleDefinitions)", permission))]]))
    error_message = "No role of ours has a wildcard, lists keys or gives rights."
  }

  assert {
    condition     = { for name, role in azurerm_role_definition.narrow : name => [for permission in concat(tolist(role.permissions[0].actions), tolist(role.permissions[0].data_actions)) : permission if endswith(permission, "/delete")] if anytrue([for permission in concat(tolist(role.permissions[0].actions), tolist(role.permissions[0].data_actions)) : endswith(permission, "/delete")]) } == { blobRewriter = ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete"], trafficShifter = ["Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/delete"] }
    error_message = "Two roles delete: caches and markers, and the deployment of a challenger that is rolled back."
  }

  assert {
    condition     = alltrue([for grant in concat(values(azurerm_role_assignment.state_create), values(azurerm_role_assignment.state_rewrite), values(azurerm_role_assignment.state_read)) : endswith(grant.scope, "/storageAccounts/latelooploop/blobServices/default/containers/state")]) && alltrue([for grant in azurerm_role_assignment.data_read : endswith(grant.scope, "/containers/data")])
    error_message = "A right to blobs is a right in one container, never in the account."
  }

  assert {
    condition     = alltrue([for grant in concat(values(azurerm_role_assignment.state_create), values(azurerm_role_assignment.state_rewrite)) : grant.condition_version == "2.0" && length(regexall("blobs:path\\] StringStartsWith '([a-z-]+/){1,2}'", grant.condition)) == length(regexall("StringStartsWith", grant.condition)) && length(regexall("StringStartsWith", grant.condition)) > 0])
    error_message = "A right to write is a right to folders."
  }

  assert {
    condition     = alltrue([for grant in azurerm_role_assignment.state_rewrite : !can(regex("StringStartsWith '(journal|dead-letters|batches|runs|scores|sent|models|pipelines|predictions)/", grant.condition))])
    error_message = "No app changes or deletes the journal, batches, runs, scores or configuration."
  }

  assert {
    condition     = alltrue([for grant in azurerm_role_assignment.state_create : endswith(grant.role_definition_id, "000000000041")])
    error_message = "What is created is created with the right to create."
  }

  assert {
    condition     = keys(azurerm_role_assignment.data_read) == ["data"]
    error_message = "The app data reads uploads, and no other."
  }

  assert {
    condition     = length(azurerm_role_assignment.hint) == 30 && alltrue([for grant in azurerm_role_assignment.hint : grant.role_definition_name == "Storage Queue Data Message Sender" && can(regex("/queues/loopkeeper-[a-z-]+$", grant.scope))])
    error_message = "Five apps hint at six steps, and may only send."
  }

  assert {
    condition     = { for step, grant in azurerm_role_assignment.take : step => grant.principal_id } == { for step, app in { "plan-retraining" = "data", "start-training" = "training", "compare-metrics" = "training", "update-registry" = "training", "adjust-traffic" = "traffic", "notify-team" = "notify" } : step => azurerm_user_assigned_identity.app[app].principal_id }
    error_message = "A queue's messages are taken by the app of its step."
  }

  assert {
    condition     = { for key, grant in azurerm_role_assignment.secret : key => "${grant.role_definition_name} ${element(split("/", grant.scope), -1)}" } == { "control alert-hmac" = "Key Vault Secrets User alert-hmac", "notify teams-webhook" = "Key Vault Secrets User teams-webhook" }
    error_message = "A secret is read by one app, and by its name."
  }

  assert {
    condition     = azurerm_role_assignment.give_server_identity.principal_id == azurerm_user_assigned_identity.app["traffic"].principal_id && azurerm_role_assignment.operations.principal_id == azurerm_user_assigned_identity.app["traffic"].principal_id && azurerm_role_assignment.traffic_logs.principal_id == azurerm_user_assigned_identity.app["traffic"].principal_id
    error_message = "traffic alone hands out the server's identity, reads operations and the traffic log."
  }

  assert {
    condition     = alltrue([for grant in concat(values(azurerm_role_assignment.host_blobs), values(azurerm_role_assignment.host_queues)) : endswith(grant.scope, "/storageAccounts/lateloophost")])
    error_message = "The broad roles that the platform asks for are given on the hosts' own accounts."
  }
}

run "what_trains_serves_and_delivers_has_little" {
  command = plan

  assert {
    condition     = endswith(azurerm_role_assignment.trainer_writes_runs.condition, "blobs:path] StringStartsWith 'runs/' OR @Resource[Microsoft.Storage/storageAccounts/blobServices/containers/blobs:path] StringStartsWith 'azure-ml/steps/'))")
    error_message = "The trainer writes below runs/, and what its pipeline hands from step to step."
  }

  assert {
    condition     = endswith(azurerm_role_assignment.server_logs_predictions.condition, "StringStartsWith 'predictions/'))") && endswith(azurerm_role_assignment.server_logs_predictions.role_definition_id, "000000000041") && endswith(azurerm_role_assignment.server_reads_versions.condition, "StringStartsWith 'runs/'))")
    error_message = "The server reads runs/ and adds to predictions/."
  }

  assert {
    condition     = alltrue([for grant in azurerm_role_assignment.dead_letters : grant.role_definition_name == "Storage Blob Data Contributor" && endswith(grant.scope, "/containers/events-dead")])
    error_message = "Event Grid writes dead letters, and nothing else."
  }

  assert {
    condition     = toset([for grant in azurerm_role_assignment.pulls : "${grant.role_definition_name} ${element(split("/", grant.scope), -1)}"]) == toset(["AcrPull lateloopimages"])
    error_message = "Trainer and server pull images, and push none."
  }
}

run "people_are_granted_what_they_are_named_for" {
  command = plan

  variables {
    uploaders        = ["00000000-0000-0000-0000-00000000000a"]
    config_writers   = ["00000000-0000-0000-0000-00000000000b"]
    pipeline_writers = ["00000000-0000-0000-0000-00000000000c"]
  }

  assert {
    condition     = alltrue([for grant in azurerm_role_assignment.upload : endswith(grant.scope, "/containers/data")]) && length(azurerm_role_assignment.upload) == 1
    error_message = "Who uploads writes the data container."
  }

  assert {
    condition     = alltrue([for grant in azurerm_role_assignment.config : endswith(grant.condition, "StringStartsWith 'models/'))")]) && alltrue([for grant in azurerm_role_assignment.pipelines : endswith(grant.condition, "StringStartsWith 'pipelines/'))")]) && length(azurerm_role_assignment.config) + length(azurerm_role_assignment.pipelines) == 2
    error_message = "Who delivers configuration writes models/, who delivers pipelines writes pipelines/."
  }
}

run "who_asks_for_nothing_grants_nothing" {
  command = plan

  variables {
    channel_secrets = []
    alert_secret    = ""
  }

  assert {
    condition     = length(azurerm_role_assignment.secret) + length(azurerm_role_assignment.upload) + length(azurerm_role_assignment.config) + length(azurerm_role_assignment.pipelines) == 0
    error_message = "No secrets, no uploaders, no writers: no grants."
  }
}
