# What every test starts from: all of it, so that no terraform.tfvars and no TF_VAR_... of a real loop comes in.
project_id            = "my-loop-123"
region                = "europe-west1"
functions_zip         = "tests/empty.zip"
git_commit            = "0123456789012345678901234567890123456789"
trainer_image         = "europe-west1-docker.pkg.dev/my-loop-123/loopkeeper/trainer@sha256:0000000000000000000000000000000000000000000000000000000000000000"
trainer_machine_type  = "n1-standard-4"
serving_image         = "europe-west1-docker.pkg.dev/my-loop-123/loopkeeper/serving@sha256:0000000000000000000000000000000000000000000000000000000000000000"
log_predictions       = true
serving_machine_type  = "n1-standard-2"
serving_predict_route = "/predict"
serving_health_route  = "/health"
serving_port          = 8080
serving_replicas      = { min = 1, max = 2 }
model_monitoring      = false
live_evaluations      = false
schedule              = "17 * * * *"
time_zone             = "Etc/UTC"
java_tool_options     = "-XX:+UseSerialGC"
http_ingress          = "ALLOW_ALL"
callers               = { roll-back = ["user:oncall@example.com"] }
uploaders             = []
config_writers        = []
channel_secrets       = ["teams-webhook"]
alert_secret          = "alert-hmac"
operators_email       = "oncall@example.com"
operators_channels    = []
billing_account       = "012345-6789AB-CDEF01"
monthly_budget        = 100
keep_noncurrent_days  = 30
