# Speaks, stops nothing: the loop's own budget stops a run before it is paid for. What the workspace's clusters and endpoints
# cost lies in the workspace's own resource group.
resource "azurerm_consumption_budget_resource_group" "loop" {
  for_each = { loop = azurerm_resource_group.loop.id, workspace = local.workspace_group }

  name              = "${local.prefix}-${each.key}"
  resource_group_id = each.value
  amount            = var.monthly_budget
  time_grain        = "Monthly"

  time_period {
    start_date = var.budget_start
  }

  dynamic "notification" {
    for_each = [50, 90, 100]

    content {
      threshold      = notification.value
      operator       = "GreaterThanOrEqualTo"
      threshold_type = "Actual"
      contact_groups = [azurerm_monitor_action_group.operators.id]
    }
  }

  notification {
    threshold      = 100
    operator       = "GreaterThan"
    threshold_type = "Forecasted"
    contact_groups = [azurerm_monitor_action_group.operators.id]
  }
}
