#!/usr/bin/env bash
# sync-models.sh check | copy gs://BUCKET | copy https://ACCOUNT.blob.core.windows.net/CONTAINER: validates every
# models/<model>/loop.yaml, and copies them once all are valid.
# A file that is gone from Git is left where it is: to end a loop is a person's decision.
set -euo pipefail
cd "${MODELS_ROOT:-$(dirname "$0")/../..}"
jar="${LOOPKEEPER_JAR:-shared/local/target/loopkeeper.jar}"
action="${1:-}"
bucket="${2:-}"
azure='^https://([a-z0-9]{3,24})\.blob\.core\.windows\.net/([a-z0-9-]{3,63})$'
if [ "$action" != check ] && { [ "$action" != copy ] || [[ "$bucket" != gs://?* && ! "$bucket" =~ $azure ]]; }; then
  echo "usage: sync-models.sh check | copy gs://BUCKET | copy https://ACCOUNT.blob.core.windows.net/CONTAINER" >&2
  exit 2
fi

shopt -s nullglob
files=(models/*/loop.yaml)
strays=$(find models -type f -name 'loop.y*ml' 2>/dev/null | grep -vx 'models/[^/]*/loop\.yaml' || true)
if [ -n "$strays" ]; then
  echo "expected models/<model>/loop.yaml, found: $strays" >&2
  exit 3
fi
if [ ${#files[@]} -eq 0 ]; then
  echo "no models/<model>/loop.yaml: nothing to do"
  exit 0
fi

said=$(java -jar "$jar" validate "${files[@]}") || exit 3
echo "$said"
for file in "${files[@]}"; do
  model=$(basename "$(dirname "$file")")
  if ! grep -qxF "$file: valid, for model $model" <<<"$said"; then
    echo "$file: 'model' must be the name of its folder, $model" >&2
    exit 3
  fi
done
[ "$action" = copy ] || exit 0

for file in "${files[@]}"; do
  if [[ "$bucket" =~ $azure ]]; then
    az storage blob upload --auth-mode login --account-name "${BASH_REMATCH[1]}" --container-name "${BASH_REMATCH[2]}" \
      --name "$file" --file "$file" --overwrite --no-progress --output none
  else
    gcloud storage cp --quiet "$file" "$bucket/$file"
  fi
done
echo "${#files[@]} loop.yaml files are in $bucket"
