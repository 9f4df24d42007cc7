# What Azure would answer, for the provider's own checks of identifiers to have something to check.

mock_resource "azurerm_resource_group" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper"
  }
}

mock_resource "azurerm_storage_account" {
  defaults = {
    id                     = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.Storage/storageAccounts/lateloophost"
    primary_blob_endpoint  = "https://lateloophost.blob.core.windows.net/"
    primary_queue_endpoint = "https://lateloophost.queue.core.windows.net/"
  }
}

mock_resource "azurerm_storage_container" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.Storage/storageAccounts/lateloophost/blobServices/default/containers/code"
  }
}

mock_resource "azurerm_storage_queue" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.Storage/storageAccounts/latelooploop/queueServices/default/queues/queue"
  }
}

mock_resource "azurerm_application_insights" {
  defaults = {
    id                = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.Insights/components/loopkeeper"
    connection_string = "InstrumentationKey=none"
  }
}

mock_resource "azurerm_log_analytics_workspace" {
  defaults = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.OperationalInsights/workspaces/loopkeeper"
    workspace_id = "00000000-0000-0000-0000-000000000020"
  }
}

mock_resource "azurerm_key_vault" {
  defaults = {
    id        = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.KeyVault/vaults/lateloop-loopkeeper"
    vault_uri = "https://lateloop-loopkeeper.vault.azure.net/"
  }
}

mock_resource "azurerm_container_registry" {
  defaults = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.ContainerRegistry/registries/lateloopimages"
    login_server = "lateloopimages.azurecr.io"
  }
}

mock_resource "azurerm_service_plan" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.Web/serverFarms/lateloop"
  }
}

mock_resource "azurerm_monitor_action_group" {
  defaults = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.Insights/actionGroups/loopkeeper"
  }
}

mock_resource "azurerm_eventgrid_system_topic" {
  defaults = {
    id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.EventGrid/systemTopics/loopkeeper"
    identity = { principal_id = "00000000-0000-0000-0000-000000000030" }
  }
}

mock_resource "azurerm_role_definition" {
  defaults = {
    role_definition_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/roleDefinitions/00000000-0000-0000-0000-000000000040"
  }
}

mock_resource "azurerm_user_assigned_identity" {
  defaults = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.ManagedIdentity/userAssignedIdentities/loopkeeper"
    client_id    = "00000000-0000-0000-0000-000000000050"
    principal_id = "00000000-0000-0000-0000-000000000051"
  }
}

mock_data "azurerm_client_config" {
  defaults = {
    tenant_id = "00000000-0000-0000-0000-000000000002"
  }
}

mock_data "azurerm_machine_learning_workspace" {
  defaults = {
    id       = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/my-workspace-group/providers/Microsoft.MachineLearningServices/workspaces/my-workspace"
    location = "westeurope"
  }
}

override_resource {
  target = azurerm_storage_account.loop
  values = {
    id                     = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.Storage/storageAccounts/latelooploop"
    primary_blob_endpoint  = "https://latelooploop.blob.core.windows.net/"
    primary_queue_endpoint = "https://latelooploop.queue.core.windows.net/"
  }
}

override_resource {
  target = azurerm_storage_container.loop["state"]
  values = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.Storage/storageAccounts/latelooploop/blobServices/default/containers/state"
  }
}

override_resource {
  target = azurerm_user_assigned_identity.app["data"]
  values = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.ManagedIdentity/userAssignedIdentities/loopkeeper-data"
    client_id    = "00000000-0000-0000-0000-c00000000001"
    principal_id = "00000000-0000-0000-0000-a00000000001"
  }
}

override_resource {
  target = azurerm_user_assigned_identity.app["training"]
  values = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.ManagedIdentity/userAssignedIdentities/loopkeeper-training"
    client_id    = "00000000-0000-0000-0000-c00000000002"
    principal_id = "00000000-0000-0000-0000-a00000000002"
  }
}

override_resource {
  target = azurerm_user_assigned_identity.app["traffic"]
  values = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.ManagedIdentity/userAssignedIdentities/loopkeeper-traffic"
    client_id    = "00000000-0000-0000-0000-c00000000003"
    principal_id = "00000000-0000-0000-0000-a00000000003"
  }
}

override_resource {
  target = azurerm_user_assigned_identity.app["notify"]
  values = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.ManagedIdentity/userAssignedIdentities/loopkeeper-notify"
    client_id    = "00000000-0000-0000-0000-c00000000004"
    principal_id = "00000000-0000-0000-0000-a00000000004"
  }
}

override_resource {
  target = azurerm_user_assigned_identity.app["control"]
  values = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.ManagedIdentity/userAssignedIdentities/loopkeeper-control"
    client_id    = "00000000-0000-0000-0000-c00000000005"
    principal_id = "00000000-0000-0000-0000-a00000000005"
  }
}

override_resource {
  target = azurerm_user_assigned_identity.trainer
  values = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.ManagedIdentity/userAssignedIdentities/loopkeeper-trainer"
    client_id    = "00000000-0000-0000-0000-c00000000006"
    principal_id = "00000000-0000-0000-0000-a00000000006"
  }
}

override_resource {
  target = azurerm_user_assigned_identity.server
  values = {
    id           = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.ManagedIdentity/userAssignedIdentities/loopkeeper-server"
    client_id    = "00000000-0000-0000-0000-c00000000007"
    principal_id = "00000000-0000-0000-0000-a00000000007"
  }
}

override_resource {
  target = azurerm_monitor_action_group.operators
  values = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.Insights/actionGroups/loopkeeper-operators"
  }
}

override_resource {
  target = azurerm_monitor_action_group.loop
  values = {
    id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/loopkeeper/providers/Microsoft.Insights/actionGroups/loopkeeper-receive-alert"
  }
}

override_resource {
  target = azurerm_role_definition.narrow["blobCreator"]
  values = {
    role_definition_resource_id = "/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Authorization/roleDefinitions/00000000-0000-0000-0000-000000000041"
  }
}
