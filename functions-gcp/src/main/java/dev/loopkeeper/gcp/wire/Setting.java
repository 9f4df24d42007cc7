package dev.loopkeeper.gcp.wire;

import dev.loopkeeper.host.NamedSetting;
import dev.loopkeeper.host.SettingForm;

/** A setting by the name of its environment variable, with its form, its default and what it means. */
public enum Setting implements NamedSetting {
    LOOPKEEPER_PROJECT("[a-z][a-z0-9.:-]{4,61}[a-z0-9]", "", "the id of the Google Cloud project"),
    LOOPKEEPER_REGION("[a-z]+-[a-z]+[0-9]+", "", "the region of Vertex AI, such as europe-west4"),
    LOOPKEEPER_STATE_BUCKET("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]", "", "the bucket of Loopkeeper's own records"),
    /** The same bucket unless set. */
    LOOPKEEPER_DATA_BUCKET("([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])?", "-", "the bucket of data/ and outcomes/"),
    LOOPKEEPER_AUDIENCE("\\S.{0,2000}", "", "the addresses of this function that tokens are made for"),
    LOOPKEEPER_CALLERS("(?:[^@\\s,]+@[^@\\s,]+[,\\s]*)+", "", "the e-mails that may call, separated by commas"),
    LOOPKEEPER_IAM_CHECKED("true|false", "false", "true where every caller needs roles/run.invoker, else false"),
    LOOPKEEPER_JWKS("https?://\\S+", "https://www.googleapis.com/oauth2/v3/certs", "where Google's signing keys are"),
    /** Mounted from Secret Manager; two while one is replaced. */
    LOOPKEEPER_WEBHOOK_SECRETS("[^\\n]*", "-", "the secrets that webhooks to receive-alert are signed with"),
    LOOPKEEPER_STATUS_URL("(https?://\\S+)?", "-", "where people reach show-status"),
    LOOPKEEPER_TRAINER_ACCOUNT("(\\S+@\\S+)?", "-", "the service account that trains"),
    LOOPKEEPER_VERTEX_HOST("(https?://\\S+)?", "-", "where Vertex AI is, for tests"),
    LOOPKEEPER_TRAINER_MACHINE("[a-z0-9-]{4,40}", "n1-standard-4", "the machine that trains, for its price"),
    LOOPKEEPER_MONITORING_HOST("https?://\\S+", "https://monitoring.googleapis.com", "where Cloud Monitoring is"),
    LOOPKEEPER_BILLING_HOST("https?://\\S+", "https://cloudbilling.googleapis.com", "where list prices are"),
    LOOPKEEPER_MODEL_MONITORING("true|false", "false", "true to have Vertex AI Model Monitoring watch champions"),
    LOOPKEEPER_LIVE_EVALUATIONS("true|false", "false", "true to show live quality in the Model Registry"),
    /** Sixty is what the platform gives who asks for nothing. */
    LOOPKEEPER_TIMEOUT("[1-9][0-9]{1,3}", "60", "the seconds after which the platform ends this function, 10 to 9999"),
    STORAGE_EMULATOR_HOST("\\S*", "-", "where the emulator of Cloud Storage is, for tests"),
    PUBSUB_EMULATOR_HOST("\\S*", "-", "where the emulator of Pub/Sub is, for tests");

    private final SettingForm form;

    Setting(String form, String otherwise, String meaning) {
        this.form = SettingForm.of(form, otherwise, meaning);
    }

    @Override
    public SettingForm form() {
        return form;
    }
}
