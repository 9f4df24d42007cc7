#!/usr/bin/env bash
# install-terraform.sh: puts Terraform on the path of the steps that follow in a job of Azure Pipelines, whose images come without it.
set -euo pipefail
version=1.11.4
sha256=1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc
folder=$(mktemp -d)
curl --fail --silent --show-error --location --retry 3 --output "$folder/terraform.zip" \
  "https://releases.hashicorp.com/terraform/$version/terraform_${version}_linux_amd64.zip"
echo "$sha256  $folder/terraform.zip" | sha256sum --check --quiet
unzip -q "$folder/terraform.zip" terraform -d "$folder"
rm "$folder/terraform.zip"
echo "##vso[task.prependpath]$folder"
