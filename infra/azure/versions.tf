terraform {
  required_version = ">= 1.11.0"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 5.2.0, < 6.0.0"
    }

    # The function apps and the datastore only: azurerm leaves an empty AzureWebJobsStorage in apps that have no account key (its
    # issue 29693), and takes no datastore without one.
    azapi = {
      source  = "azure/azapi"
      version = ">= 2.13.0, < 3.0.0"
    }
  }

  # The state names no secret value, but it names everything else: keep it in a private, versioned container.
  backend "azurerm" {
    use_azuread_auth = true
  }
}

provider "azurerm" {
  subscription_id = var.subscription_id

  # No storage account here has keys.
  storage_use_azuread = true

  features {
    resource_group {
      prevent_deletion_if_contains_resources = true
    }

    key_vault {
      purge_soft_delete_on_destroy = false
    }
  }
}

provider "azapi" {
  subscription_id = var.subscription_id
}

data "azurerm_client_config" "this" {}

data "azurerm_machine_learning_workspace" "this" {
  name                = var.workspace.name
  resource_group_name = var.workspace.resource_group
}

resource "azurerm_resource_group" "loop" {
  name     = var.resource_group
  location = var.location
  tags     = { app = local.prefix }

  lifecycle {
    prevent_destroy = true
  }
}
