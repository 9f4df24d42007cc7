# What every test starts from: all of it, so that no terraform.tfvars and no TF_VAR_... of a real loop comes in.
subscription_id = "00000000-0000-0000-0000-000000000001"
name            = "lateloop"
resource_group  = "loopkeeper"
location        = "westeurope"
workspace       = { name = "my-workspace", resource_group = "my-workspace-group" }
endpoints       = {}
git_commit      = "0123456789012345678901234567890123456789"
entra = {
  client_id = "00000000-0000-0000-0000-000000000003"
  object_id = "00000000-0000-0000-0000-000000000004"
  audience  = "api://lateloop-loopkeeper"
}
uploaders           = []
config_writers      = []
pipeline_writers    = []
channel_secrets     = ["teams-webhook"]
alert_secret        = "alert-hmac"
operators_email     = "oncall@example.com"
trainer_size        = "Standard_DS3_v2"
serving             = {}
log_predictions     = true
replication         = "ZRS"
schedule            = "0 17 * * * *"
java_tool_options   = "-XX:+UseSerialGC"
monthly_budget      = 100
budget_start        = "2026-11-01T00:00:00Z"
log_gigabytes_a_day = 5
keep_days           = 30
