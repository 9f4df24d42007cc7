# What the module refuses, before anything is made. Plans against mocked providers: no account, no network, no cost. Run: terraform test

mock_provider "azurerm" {
  source          = "./tests/mocks/azurerm"
  override_during = plan
}

mock_provider "azapi" {
  source          = "./tests/mocks/azapi"
  override_during = plan
}

run "names_that_are_none_are_refused" {
  command = plan

  variables {
    subscription_id = "my-subscription"
    name            = "Late-Loop"
    location        = "West Europe"
    workspace       = { name = "w", resource_group = "group" }
    git_commit      = "main"
    operators_email = ""
    trainer_size    = "DS3"
    replication     = "RAGRS"
    schedule        = "17 * * * *"
    budget_start    = "2026-11-15T00:00:00Z"
  }

  expect_failures = [
    var.subscription_id, var.name, var.location, var.workspace, var.git_commit, var.operators_email,
    var.trainer_size, var.replication, var.schedule, var.budget_start,
  ]
}

run "numbers_out_of_range_are_refused" {
  command = plan

  variables {
    serving             = { instances = 51 }
    monthly_budget      = 0.5
    log_gigabytes_a_day = 0
    keep_days           = 366
  }

  expect_failures = [var.serving, var.monthly_budget, var.log_gigabytes_a_day, var.keep_days]
}

run "fractions_are_refused" {
  command = plan

  variables {
    serving        = { instances = 1.5 }
    monthly_budget = 1.5
    keep_days      = 7.5
  }

  expect_failures = [var.serving, var.monthly_budget, var.keep_days]
}

run "a_group_that_ends_with_a_dot_is_refused" {
  command = plan

  variables {
    resource_group = "loop."
  }

  expect_failures = [var.resource_group]
}

run "a_workspace_in_the_loops_own_group_is_refused" {
  command = plan

  variables {
    workspace = { name = "my-workspace", resource_group = "Loopkeeper" }
  }

  expect_failures = [var.workspace]
}

run "names_of_people_are_refused_as_they_change_hands" {
  command = plan

  variables {
    uploaders        = ["anna@example.com"]
    config_writers   = ["*"]
    pipeline_writers = [""]
    entra = {
      client_id = "00000000-0000-0000-0000-000000000003"
      object_id = "00000000-0000-0000-0000-000000000004"
      audience  = "api://lateloop-loopkeeper"
      callers   = ["anna@example.com"]
    }
  }

  expect_failures = [var.uploaders, var.config_writers, var.pipeline_writers, var.entra]
}

run "a_loop_that_nobody_can_stop_is_refused" {
  command = plan

  variables {
    entra = {
      client_id     = "00000000-0000-0000-0000-000000000003"
      object_id     = "00000000-0000-0000-0000-000000000004"
      audience      = "api://lateloop-loopkeeper"
      operator_role = ""
    }
  }

  expect_failures = [var.entra]
}

run "values_of_secrets_are_refused" {
  command = plan

  variables {
    channel_secrets = ["https://example.com/hook?token=hunter2"]
  }

  expect_failures = [var.channel_secrets]
}

run "the_value_of_the_alert_secret_is_refused" {
  command = plan

  variables {
    alert_secret = "hunter_2"
  }

  expect_failures = [var.alert_secret]
}

run "secrets_of_one_name_are_refused" {
  command = plan

  variables {
    channel_secrets = ["teams-webhook", "Teams-Webhook"]
  }

  expect_failures = [var.channel_secrets]
}

run "one_secret_for_alerts_and_channels_is_refused" {
  command = plan

  variables {
    alert_secret = "TEAMS-webhook"
  }

  expect_failures = [var.alert_secret]
}

run "models_that_share_an_endpoint_are_refused" {
  command = plan

  variables {
    endpoints = { churn = "shared", late-arrivals = "Shared" }
  }

  expect_failures = [var.endpoints]
}

run "endpoints_and_models_that_are_none_are_refused" {
  command = plan

  variables {
    endpoints = { "Late Arrivals" = "late-arrivals" }
  }

  expect_failures = [var.endpoints]
}

run "queries_in_the_name_of_an_endpoint_are_refused" {
  command = plan

  variables {
    endpoints = { churn = "x' or 1 == 1 or 'a' == '" }
  }

  expect_failures = [var.endpoints]
}
