#!/usr/bin/env bash
# connect-alerts.sh OBJECT_ID AUDIENCE: lets the action group of infra/azure call receive-alert, with a token of Entra for the
# application and with the function's key. The key goes from Azure to Azure and is not kept here, nor in Terraform's state.
set -euo pipefail
object=${1:?usage: connect-alerts.sh OBJECT_ID AUDIENCE}
audience=${2:?usage: connect-alerts.sh OBJECT_ID AUDIENCE}
cd "$(dirname "$0")/../azure"
group=$(terraform output -raw resource_group)
app=$(terraform output -json apps | jq -r .control)
url=$(terraform output -raw control_url)
key=$(az functionapp function keys list --resource-group "$group" --name "$app" --function-name receive_alert --query default -o tsv)
if [ -z "$key" ]; then
  echo "receive_alert of $app has no key: deploy the zip first" >&2
  exit 1
fi
az monitor action-group update --resource-group "$group" --name loopkeeper-receive-alert --output none \
  --add-action webhook receive-alert "$url/api/receive-alert?code=$key" useaadauth "$object" "$audience" usecommonalertschema
echo "alerts of action group loopkeeper-receive-alert reach $url/api/receive-alert"
