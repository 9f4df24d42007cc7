# One identity a function: what one of them can do, none of the others can.
resource "google_service_account" "function" {
  for_each = local.functions

  account_id   = "${local.prefix}-${each.key}"
  display_name = "Loopkeeper function ${each.key}"

  depends_on = [google_project_service.needed]
}

# Delivers events to the event functions, and nothing else.
resource "google_service_account" "trigger" {
  account_id   = "${local.prefix}-trigger"
  display_name = "Loopkeeper event delivery"

  depends_on = [google_project_service.needed]
}

# Delivers alerts of Cloud Monitoring to receive-alert.
resource "google_service_account" "alert_push" {
  account_id   = "${local.prefix}-alert-push"
  display_name = "Loopkeeper alert delivery"

  depends_on = [google_project_service.needed]
}

# Builds the functions; the default build account would be an editor of the project.
resource "google_service_account" "builder" {
  account_id   = "${local.prefix}-builder"
  display_name = "Loopkeeper function builds"

  depends_on = [google_project_service.needed]
}

# Runs the serving image: it may log its predictions. Vertex AI lets it read the version it serves.
resource "google_service_account" "server" {
  account_id   = "${local.prefix}-server"
  display_name = "Loopkeeper serving"

  depends_on = [google_project_service.needed]
}

# Runs the training pipeline; start-training alone may act as it.
resource "google_service_account" "trainer" {
  account_id   = "${local.prefix}-trainer"
  display_name = "Loopkeeper training"

  depends_on = [google_project_service.needed]
}
