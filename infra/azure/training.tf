# Images of the trainer and of serving.
resource "azurerm_container_registry" "images" {
  name                   = "${var.name}images"
  resource_group_name    = azurerm_resource_group.loop.name
  location               = azurerm_resource_group.loop.location
  sku                    = "Basic"
  admin_enabled          = false
  anonymous_pull_enabled = false
}

# Nodes come with a run and go after it. Two clusters, as a cluster's priority cannot be changed: a run that may be taken from
# its machine costs a fraction.
resource "azurerm_machine_learning_compute_cluster" "trainer" {
  for_each = { (local.prefix) = "Dedicated", "${local.prefix}-spot" = "LowPriority" }

  name                          = each.key
  machine_learning_workspace_id = data.azurerm_machine_learning_workspace.this.id
  location                      = data.azurerm_machine_learning_workspace.this.location
  vm_size                       = var.trainer_size
  vm_priority                   = each.value
  local_auth_enabled            = false
  ssh_public_access_enabled     = false

  scale_settings {
    min_node_count                       = 0
    max_node_count                       = 4
    scale_down_nodes_after_idle_duration = "PT2M"
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.trainer.id]
  }
}
