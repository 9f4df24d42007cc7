# One identity an app: what one of them can do, none of the others can.
resource "azurerm_user_assigned_identity" "app" {
  for_each = local.apps

  name                = "${local.prefix}-${each.key}"
  resource_group_name = azurerm_resource_group.loop.name
  location            = azurerm_resource_group.loop.location
}

# Runs the training pipeline on the clusters below.
resource "azurerm_user_assigned_identity" "trainer" {
  name                = "${local.prefix}-trainer"
  resource_group_name = azurerm_resource_group.loop.name
  location            = azurerm_resource_group.loop.location
}

# Runs the serving image; give it to the endpoints that you make.
resource "azurerm_user_assigned_identity" "server" {
  name                = "${local.prefix}-server"
  resource_group_name = azurerm_resource_group.loop.name
  location            = azurerm_resource_group.loop.location
}
