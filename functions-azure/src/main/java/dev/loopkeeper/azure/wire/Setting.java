package dev.loopkeeper.azure.wire;

import dev.loopkeeper.host.NamedSetting;
import dev.loopkeeper.host.SettingForm;

/** An app setting by its name, with its form, its default and what it means. */
public enum Setting implements NamedSetting {
    LOOPKEEPER_BLOB_URL("https?://\\S+", "", "where blobs are, such as https://account.blob.core.windows.net"),
    LOOPKEEPER_QUEUE_URL("https?://\\S+", "", "where queues are, such as https://account.queue.core.windows.net"),
    LOOPKEEPER_STATE_CONTAINER("[a-z0-9-]{3,63}", "", "the container of Loopkeeper's own records"),
    /** The same container unless set. */
    LOOPKEEPER_DATA_CONTAINER("([a-z0-9-]{3,63})?", "-", "the container of data/ and outcomes/"),
    LOOPKEEPER_DATASTORE("[A-Za-z0-9_]{1,255}", "", "the workspace's datastore over the container of records"),
    LOOPKEEPER_SUBSCRIPTION(Form.ID, "", "the id of the subscription"),
    LOOPKEEPER_RESOURCE_GROUP("[\\w.()-]{1,90}", "", "the resource group of the workspace"),
    LOOPKEEPER_WORKSPACE("[A-Za-z0-9][A-Za-z0-9_-]{2,32}", "", "the workspace of Azure Machine Learning"),
    LOOPKEEPER_REGION("[a-z0-9]{3,40}", "", "the region of the workspace, such as westeurope"),
    LOOPKEEPER_TRAINER_SIZE("[A-Za-z0-9_]{4,40}", "Standard_DS3_v2", "the machine that trains, for its price"),
    /** Without it requests and errors are counted by Azure Monitor, and latency is not judged. */
    LOOPKEEPER_LOG_WORKSPACE("(" + Form.ID + ")?", "-", "the id of the Log Analytics workspace with the traffic log"),
    LOOPKEEPER_LIVE_EVALUATIONS("true|false", "false", "true to show live quality beside the training job"),
    /** Asked for secrets that are not mounted. */
    LOOPKEEPER_VAULT("(https?://\\S+)?", "-", "the Key Vault that keeps secrets"),
    LOOPKEEPER_TENANT(Form.ID, "", "the id of the Entra tenant that callers are of"),
    LOOPKEEPER_AUDIENCE("\\S.{0,2000}", "", "the client id and application id URIs that tokens are made for"),
    LOOPKEEPER_ROLE("[A-Za-z0-9._-]{0,120}", "-", "the application role that callers need"),
    LOOPKEEPER_CALLERS("(?:" + Form.ID + "[,\\s]*)*", "-", "the object ids that may call, separated by commas"),
    LOOPKEEPER_JWKS("(https?://\\S+)?", "-", "where the tenant's signing keys are, for tests"),
    /** A reference to Key Vault; two while one is replaced. */
    LOOPKEEPER_WEBHOOK_SECRETS("[^\\n]*", "-", "the secrets that webhooks to receive-alert are signed with"),
    LOOPKEEPER_STATUS_URL("(https?://\\S+)?", "-", "where people reach show-status"),
    LOOPKEEPER_MANAGEMENT_HOST("https?://\\S+", "https://management.azure.com", "where Resource Manager is"),
    LOOPKEEPER_MLFLOW_HOST(
            "(https?://\\S+)?", "-", "where the workspace's runs are tracked; the region's own unless set"),
    LOOPKEEPER_LOGS_HOST("https?://\\S+", "https://api.loganalytics.io", "where Log Analytics is"),
    LOOPKEEPER_PRICES_HOST("https?://\\S+", "https://prices.azure.com", "where list prices are"),
    LOOPKEEPER_EMULATOR_KEY("([a-z0-9]{3,24}:[A-Za-z0-9+/=]+)?", "-", "account:key of an emulator, for tests");

    /** Forms that several settings have. */
    private static final class Form {
        private static final String ID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    }

    private final SettingForm form;

    Setting(String form, String otherwise, String meaning) {
        this.form = SettingForm.of(form, otherwise, meaning);
    }

    @Override
    public SettingForm form() {
        return form;
    }
}
