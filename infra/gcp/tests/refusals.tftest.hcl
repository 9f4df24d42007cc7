# What the module refuses, before anything is made. Plans with the provider itself: no account, no network, no cost. Run: terraform test

provider "google" {
  project      = "my-loop-123"
  region       = "europe-west1"
  access_token = "none"
}

override_data {
  target = data.google_project.this
  values = { number = "123456789012" }
}

override_data {
  target = data.google_storage_project_service_account.storage
  values = { member = "serviceAccount:service-123456789012@gs-project-accounts.iam.gserviceaccount.com" }
}

run "names_that_are_none_are_refused" {
  command = plan

  variables {
    project_id           = "My_Loop"
    region               = "europe-west1-b"
    functions_zip        = "functions.jar"
    git_commit           = "main"
    trainer_machine_type = "n1 standard 4"
    serving_machine_type = "N1_STANDARD"
    http_ingress         = "ALLOW_EVERYBODY"
    operators_email      = ""
    operators_channels   = ["pager"]
    billing_account      = "my-account"
  }

  expect_failures = [
    var.project_id, var.region, var.functions_zip, var.git_commit, var.trainer_machine_type, var.serving_machine_type,
    var.http_ingress, var.operators_email, var.operators_channels, var.billing_account,
  ]
}

run "numbers_out_of_range_are_refused" {
  command = plan

  variables {
    serving_predict_route = "predict"
    serving_health_route  = "health"
    serving_port          = 80.5
    serving_replicas      = { min = 3, max = 2 }
    schedule              = "@hourly"
    monthly_budget        = 0.5
    keep_noncurrent_days  = 6
  }

  expect_failures = [
    var.serving_predict_route, var.serving_health_route, var.serving_port, var.serving_replicas, var.schedule,
    var.monthly_budget, var.keep_noncurrent_days,
  ]
}

run "more_than_the_cloud_takes_is_refused" {
  command = plan

  variables {
    serving_port         = 70000
    serving_replicas     = { min = 1.5, max = 2 }
    keep_noncurrent_days = 91
  }

  expect_failures = [var.serving_port, var.serving_replicas, var.keep_noncurrent_days]
}

run "images_that_can_change_are_refused" {
  command = plan

  variables {
    trainer_image = "europe-west1-docker.pkg.dev/my-loop-123/loopkeeper/trainer:latest"
    serving_image = "docker.io/library/serving:1"
  }

  expect_failures = [var.trainer_image, var.serving_image]
}

run "the_public_is_refused" {
  command = plan

  variables {
    callers        = { roll-back = ["allUsers"] }
    uploaders      = ["allAuthenticatedUsers"]
    config_writers = ["domain:example.com"]
  }

  expect_failures = [var.callers, var.uploaders, var.config_writers]
}

run "a_loop_that_nobody_can_stop_is_refused" {
  command = plan

  variables {
    callers = { show-status = ["user:anna@example.com"] }
  }

  expect_failures = [var.callers]
}

run "a_group_is_refused_as_its_tokens_name_no_group" {
  command = plan

  variables {
    callers = { roll-back = ["user:oncall@example.com", "group:team@example.com"] }
  }

  expect_failures = [var.callers]
}

run "people_call_no_other_function" {
  command = plan

  variables {
    callers = { roll-back = ["user:oncall@example.com"], sweep = ["user:oncall@example.com"] }
  }

  expect_failures = [var.callers]
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
    alert_secret = "hunter 2"
  }

  expect_failures = [var.alert_secret]
}

run "secrets_of_one_variable_are_refused" {
  command = plan

  variables {
    channel_secrets = ["teams-webhook", "Teams_Webhook"]
  }

  expect_failures = [var.channel_secrets]
}

run "one_secret_for_alerts_and_channels_is_refused" {
  command = plan

  variables {
    alert_secret = "teams-webhook"
  }

  expect_failures = [var.alert_secret]
}

run "a_loop_that_cannot_serve_is_refused" {
  command = plan

  variables {
    serving_image = ""
  }

  expect_failures = [google_cloudfunctions2_function.loop]
}
