resource "google_artifact_registry_repository" "trainer" {
  repository_id = local.prefix
  location      = var.region
  format        = "DOCKER"
  description   = "Containers of the default training pipeline and of serving"

  docker_config {
    immutable_tags = true
  }

  depends_on = [google_project_service.needed]
}
