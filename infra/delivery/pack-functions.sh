#!/usr/bin/env bash
# pack-functions.sh FILE.zip: puts the one jar of functions-gcp at the root of a zip; the same jar gives the same zip.
set -euo pipefail
out=$(realpath -m "${1:?usage: pack-functions.sh FILE.zip}")
cd "$(dirname "$0")/../../functions-gcp/target"
jars=(loopkeeper-gcp.jar)
if [ ! -f "${jars[0]}" ]; then
  echo "functions-gcp/target/${jars[0]} is missing: run mvn -pl functions-gcp -am package first" >&2
  exit 1
fi
rm -f "$out"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "${jars[0]}" "$folder/"
touch -t 202001010000 "$folder/${jars[0]}"
(cd "$folder" && zip -q -X -0 "$out" "${jars[0]}")
echo "$out: $(stat -c %s "$out") bytes"
