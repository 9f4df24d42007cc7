# Names only: values are added with gcloud, so that they never pass through Terraform's state. Kept where the functions are.
resource "google_secret_manager_secret" "channel" {
  for_each  = var.channel_secrets
  secret_id = each.key

  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
  }

  depends_on = [google_project_service.needed]
}

resource "google_secret_manager_secret" "alert" {
  count = var.alert_secret == "" ? 0 : 1

  secret_id = var.alert_secret

  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
  }


  depends_on = [google_project_service.needed]
}
