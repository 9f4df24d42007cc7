# Plans with azurerm itself, whose checks of whole resources a mock leaves out. It wants a token before it plans, so .ci/check-terraform
# answers as a machine's identity would; nothing is asked of Azure.

provider "azurerm" {
  subscription_id     = "00000000-0000-0000-0000-000000000001"
  tenant_id           = "00000000-0000-0000-0000-000000000002"
  client_id           = "00000000-0000-0000-0000-000000000005"
  use_msi             = true
  use_cli             = false
  use_oidc            = false
  storage_use_azuread = true

  features {}
}

mock_provider "azapi" {
  source          = "./tests/mocks/azapi"
  override_during = plan
}

override_data {
  target = data.azurerm_client_config.this
  values = { tenant_id = "00000000-0000-0000-0000-000000000002" }
}

override_data {
  target = data.azurerm_machine_learning_workspace.this
  values = {
    id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/my-workspace-group/providers/Microsoft.MachineLearningServices/workspaces/my-workspace"
    location = "westeurope"
  }
}

run "the_least_can_be_planned" {
  command = plan

  variables {
    channel_secrets = []
    alert_secret    = ""
    log_predictions = false
  }

  assert {
    condition     = length(azurerm_role_assignment.secret) == 0
    error_message = "No secrets: no grants."
  }
}

run "all_of_it_can_be_planned" {
  command = plan

  variables {
    endpoints           = { churn = "churn-eu", late-arrivals = "late-arrivals" }
    uploaders           = ["00000000-0000-0000-0000-00000000000a"]
    config_writers      = ["00000000-0000-0000-0000-00000000000b"]
    pipeline_writers    = ["00000000-0000-0000-0000-00000000000c"]
    channel_secrets     = ["teams-webhook", "slack-webhook"]
    replication         = "GZRS"
    serving             = { environment = "mine:7", size = "Standard_F4s_v2", instances = 50 }
    keep_days           = 365
    log_gigabytes_a_day = 1
  }

  assert {
    condition     = length(azurerm_role_assignment.secret) == 3 && length(azurerm_monitor_scheduled_query_rules_alert_v2.endpoint_errors) == 2
    error_message = "Two channels, one alert secret, two endpoints."
  }
}
