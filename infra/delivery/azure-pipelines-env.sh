#!/usr/bin/env bash
# azure-pipelines-env.sh: read with "." by a task of Azure Pipelines before it calls Terraform; the task is AzureCLI@2 with a service
# connection, and its env gives ARM_USE_OIDC and SYSTEM_ACCESSTOKEN.
set -euo pipefail
: "${AZURESUBSCRIPTION_SERVICE_CONNECTION_ID:?is set by AzureCLI@2 for a connection of workload identity federation}"
# Terraform asks for a new token by itself when one ages: the task's own is good for ten minutes.
export ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID=$AZURESUBSCRIPTION_SERVICE_CONNECTION_ID
export ARM_CLIENT_ID=$AZURESUBSCRIPTION_CLIENT_ID ARM_TENANT_ID=$AZURESUBSCRIPTION_TENANT_ID
# Azure Pipelines writes the names of variables in capitals; Terraform reads TF_VAR_name and not TF_VAR_NAME.
for name in $(compgen -e TF_VAR_); do
  export "TF_VAR_$(tr '[:upper:]' '[:lower:]' <<<"${name#TF_VAR_}")=${!name}"
done
export ARM_SUBSCRIPTION_ID=${TF_VAR_subscription_id:?add TF_VAR_subscription_id to the variable group}
