terraform {
  required_version = ">= 1.11.0"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 8.0.0, < 9.0.0"
    }
  }

  # The state names no secret value, but it names everything else: keep it in a private, versioned bucket.
  backend "gcs" {}
}

provider "google" {
  project = var.project_id
  region  = var.region

  # A budget belongs to a billing account; the call to make one is counted to this project.
  billing_project       = var.project_id
  user_project_override = true

  default_labels = {
    app = local.prefix
  }
}
