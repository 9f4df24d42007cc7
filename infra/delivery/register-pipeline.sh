#!/usr/bin/env bash
# register-pipeline.sh TRAINER_IMAGE SERVING_IMAGE VERSION: registers the default training pipeline and the environment of serving
# in the workspace, and tells start-training of them. A version stands for ever: use the commit.
set -euo pipefail
usage="usage: register-pipeline.sh TRAINER_IMAGE SERVING_IMAGE VERSION, with WORKSPACE and WORKSPACE_GROUP set"
trainer=${1:?$usage} serving=${2:?$usage} version=${3:?$usage}
: "${WORKSPACE:?$usage}" "${WORKSPACE_GROUP:?$usage}"
for image in "$trainer" "$serving"; do
  if [[ ! "$image" =~ @sha256:[0-9a-f]{64}$ ]]; then
    echo "$image must end with @sha256: and 64 digits; a tag can be moved behind the loop's back" >&2
    exit 2
  fi
done
home=$(cd "$(dirname "$0")/.." && pwd)
account=$(terraform -chdir="$home/azure" output -raw storage_account)
client=$(terraform -chdir="$home/azure" output -raw trainer_client_id)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$home"/pipelines/azureml/*.y*ml "$folder/"
sed -i "s|loopkeeper/trainer:unpinned|$trainer|; s|loopkeeper/serving:unpinned|$serving|; s|loopkeeper-trainer-client-id|$client|; s|^version: .*|version: \"$version\"|" \
  "$folder"/*.y*ml

workspace=(--workspace-name "$WORKSPACE" --resource-group "$WORKSPACE_GROUP")
component=$(az ml component create "${workspace[@]}" --file "$folder/pipeline.yml" --query id -o tsv)
az ml environment create "${workspace[@]}" --file "$folder/serving.yml" --output none
compute=$(az ml compute show "${workspace[@]}" --name loopkeeper --query id -o tsv)
sed -i "s|loopkeeper-component-id|$component|; s|loopkeeper-compute-id|$compute|" "$folder/job.yaml"
az storage blob upload --auth-mode login --account-name "$account" --container-name state --overwrite --no-progress --output none \
  --name pipelines/azure-ml.yaml --file "$folder/job.yaml"
echo "start-training runs $component; serve with environment loopkeeper-serving:$version"
