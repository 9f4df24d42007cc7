#!/usr/bin/env bash
# pack-azure.sh FILE.zip: zips the staging folder of functions-azure; the same build gives the same zip, and every app takes it.
# Functions are named with underscores there: Linux takes no hyphen in the name of a setting, and a function is switched off by
# a setting of its name. What calls them by path or queue is not touched.
set -euo pipefail
out=$(realpath -m "${1:?usage: pack-azure.sh FILE.zip}")
cd "$(dirname "$0")/../.."
staged=functions-azure/target/azure-functions/loopkeeper
if [ ! -f "$staged/host.json" ]; then
  echo "$staged is missing: run mvn -pl functions-azure -am package first" >&2
  exit 1
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r "$staged/." "$folder/"
# Settings of a developer's machine are no part of a deployment.
rm -f "$folder/local.settings.json"
for function in "$folder"/*/function.json; do
  name=$(basename "$(dirname "$function")")
  if [ "$name" != "${name//-/_}" ]; then
    mv "$folder/$name" "$folder/${name//-/_}"
  fi
done
rm -f "$out"
find "$folder" -exec touch -t 202001010000 {} +
(cd "$folder" && find . -type f | LC_ALL=C sort | zip -q -X -6 -@ "$out")
echo "$out: $(stat -c %s "$out") bytes"
