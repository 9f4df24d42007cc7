#!/usr/bin/env bash
# deploy-azure.sh FILE.zip: puts the zip into every app that infra/azure made. Run after terraform apply has made the apps
# (-target=azapi_resource.app), before the whole apply: Event Grid subscribes only functions that are there.
set -euo pipefail
zip=$(realpath "${1:?usage: deploy-azure.sh FILE.zip}")
cd "$(dirname "$0")/../azure"
group=$(terraform output -raw resource_group)
apps=$(terraform output -json apps | jq -er '.[]')
for app in $apps; do
  # A host that has just got its rights may not see them yet.
  for try in 1 2 3 4 5; do
    if az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$zip" --output none; then
      break
    fi
    if [ "$try" = 5 ]; then
      echo "$app does not take the zip: look at its deployment log in the portal" >&2
      exit 1
    fi
    sleep $((try * 20))
  done
  echo "$app runs $(basename "$zip")"
done
