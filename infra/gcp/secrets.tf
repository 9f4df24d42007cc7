# Names only: values are added with gcloud, so that they never pass through Terraform's state.
resource "google_secret_manager_secret" "channel" {
  for_each  = var.channel_secrets
  secret_id = each.key

  replication {
    auto {}
  }

  depends_on = [google_project_service.needed]
}

resource "google_secret_manager_secret" "alert" {
  count = var.alert_secret == "" ? 0 : 1

  secret_id = var.alert_secret

  replication {
    auto {}
  }

  lifecycle {
    precondition {
      condition     = !contains(var.channel_secrets, var.alert_secret)
      error_message = "alert_secret is one of channel_secrets: what signs alerts must be a secret of its own, as notify-team reads those of the channels."
    }
  }

  depends_on = [google_project_service.needed]
}
