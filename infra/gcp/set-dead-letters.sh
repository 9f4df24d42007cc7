#!/usr/bin/env bash
# Gives the subscription that Eventarc made for a trigger its dead-letter topic and its backoff; a repeat changes nothing.
set -euo pipefail
: "${TRIGGER:?full name of the Eventarc trigger}" "${DEAD_LETTER_TOPIC:?}" "${MAX_ATTEMPTS:?}" "${PUBSUB_AGENT:?}"

subscription=$(gcloud eventarc triggers describe "$TRIGGER" --format='value(transport.pubsub.subscription)')
if [ -z "$subscription" ]; then
  echo "trigger $TRIGGER has no Pub/Sub subscription yet; run terraform apply again" >&2
  exit 1
fi
gcloud pubsub subscriptions update "$subscription" --quiet \
  --dead-letter-topic="$DEAD_LETTER_TOPIC" --max-delivery-attempts="$MAX_ATTEMPTS" \
  --min-retry-delay="${MIN_BACKOFF:-10s}" --max-retry-delay="${MAX_BACKOFF:-600s}"
# Pub/Sub itself moves a dead letter: it takes it from this subscription.
gcloud pubsub subscriptions add-iam-policy-binding "$subscription" --quiet \
  --member="$PUBSUB_AGENT" --role=roles/pubsub.subscriber >/dev/null
