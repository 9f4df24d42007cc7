#!/usr/bin/env bash
# sync-models.sh check | copy gs://BUCKET: validates every models/<model>/loop.yaml, and copies them once all are valid.
# A file that is gone from Git is left in the bucket: to end a loop is a person's decision.
set -euo pipefail
cd "${MODELS_ROOT:-$(dirname "$0")/../..}"
jar="${LOOPKEEPER_JAR:-shared/local/target/loopkeeper.jar}"
action="${1:-}"
bucket="${2:-}"
if [ "$action" != check ] && { [ "$action" != copy ] || [[ "$bucket" != gs://?* ]]; }; then
  echo "usage: sync-models.sh check | copy gs://BUCKET" >&2
  exit 2
fi

shopt -s nullglob
files=(models/*/loop.yaml)
strays=$(find models -name loop.yaml -mindepth 3 2>/dev/null || true)
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
  gcloud storage cp --quiet "$file" "$bucket/$file"
done
echo "${#files[@]} loop.yaml files are in $bucket"
