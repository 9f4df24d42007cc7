package dev.loopkeeper.azure.infra;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values for what the module takes from Azure, each in the form in which Azure gives it; nobody answers there. */
public final class StandIns {
    /** Any tenant, subscription or client. */
    public static final String ID = "11111111-2222-3333-4444-555555555555";

    /** Where nobody listens. */
    public static final String NOBODY = "http://127.0.0.1:1";

    private StandIns() {}

    /** What the module computes. */
    public static Map<String, String> ofAzure() {
        Map<String, String> values = new HashMap<>(Map.of(
                "LOOPKEEPER_RESOURCE_GROUP", "my-workspace-group",
                "LOOPKEEPER_WORKSPACE", "my-workspace",
                "LOOPKEEPER_REGION", "westeurope",
                "LOOPKEEPER_BLOB_URL", "https://lateloop.blob.core.windows.net",
                "LOOPKEEPER_QUEUE_URL", "https://lateloop.queue.core.windows.net",
                "LOOPKEEPER_STATE_CONTAINER", "state",
                "LOOPKEEPER_DATA_CONTAINER", "data",
                "LOOPKEEPER_DATASTORE", "loopkeeper_state",
                "LOOPKEEPER_VAULT", "https://lateloop-loopkeeper.vault.azure.net/"));
        values.putAll(Map.of(
                "AZURE_ML_SERVING_ENVIRONMENT", "loopkeeper-serving:1",
                "AZURE_ML_SERVING_INSTANCE", "Standard_DS2_v2",
                "AZURE_ML_SERVING_INSTANCES", "1",
                "AZURE_ML_SERVING_STORE", "wasbs://state@lateloop.blob.core.windows.net",
                "LOOPKEEPER_STATUS_URL", "https://lateloop-loopkeeper-control.azurewebsites.net/api/show-status",
                "LOOPKEEPER_GIT_COMMIT", "0123456789012345678901234567890123456789",
                "LOOPKEEPER_AUDIENCE", ID + " api://" + ID,
                "LOOPKEEPER_ROLE", "Loopkeeper.Operator",
                "LOOPKEEPER_CALLERS", ""));
        values.putAll(Map.of(
                "AzureWebJobsStorage__accountName",
                "lateloophostdata",
                "LOOPKEEPER_QUEUES__queueServiceUri",
                "https://lateloop.queue.core.windows.net/",
                "APPLICATIONINSIGHTS_CONNECTION_STRING",
                "InstrumentationKey=" + ID + ";IngestionEndpoint=" + NOBODY + "/",
                "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
                "ClientId=" + ID + ";Authorization=AAD"));
        List.of("AzureWebJobsStorage__credential", "LOOPKEEPER_QUEUES__credential")
                .forEach(name -> values.put(name, "managedidentity"));
        List.of(
                        "AzureWebJobsStorage__clientId",
                        "LOOPKEEPER_QUEUES__clientId",
                        "AZURE_CLIENT_ID",
                        "AZURE_ML_SERVING_CLIENT_ID",
                        "LOOPKEEPER_SUBSCRIPTION",
                        "LOOPKEEPER_LOG_WORKSPACE",
                        "LOOPKEEPER_TENANT")
                .forEach(name -> values.put(name, ID));
        return values;
    }

    /** What the platform itself gives an app that has an identity. */
    public static Map<String, String> ofThePlatform() {
        return Map.of("IDENTITY_ENDPOINT", NOBODY + "/msi/token", "IDENTITY_HEADER", "header");
    }
}
