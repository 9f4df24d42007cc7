package dev.loopkeeper.azure.deployed;

import static dev.loopkeeper.testkit.HostileBodies.utf8;

import com.azure.core.util.BinaryData;
import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.azure.queue.StorageQueue;
import dev.loopkeeper.azure.store.BlobObjectStore;
import dev.loopkeeper.azure.store.Containers;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.TokenSigner;
import dev.loopkeeper.testkit.functions.HostClient;
import dev.loopkeeper.testkit.functions.HostProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The staging folder that a deployment takes, started in a JVM of its own on Azurite. Tests share it, as a start takes
 * seconds, and keep apart by models.
 */
final class DeployedApp implements AutoCloseable {
    static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String ADA = "aaaaaaaa-0000-1111-2222-333333333333";

    private static final String TENANT = "11111111-2222-3333-4444-555555555555";
    private static final String NOBODY = "http://127.0.0.1:1";
    private static final String AUDIENCE = "api://loopkeeper";
    private static final List<String> LEAN = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final TokenSigner entra =
            new TokenSigner(Map.of("issuer", "https://login.microsoftonline.com/{tenantid}/v2.0"));
    private final String container = Azurite.shared().newContainer();
    private final AtomicInteger models = new AtomicInteger();
    private final HostProcess process;

    final BlobObjectStore store =
            new BlobObjectStore(Azurite.rest(), Azurite.shared().blobs(), Containers.one(container));
    final BlobEvents events = new BlobEvents(Azurite.shared().blobs(), container);
    final HostClient client;

    DeployedApp() {
        for (StepName step : StepName.values()) {
            Azurite.shared().officialQueue(StorageQueue.queue(step)).createIfNotExists();
            Azurite.shared().officialQueue(StorageQueue.queue(step)).clearMessages();
        }
        process = HostProcess.start(staging(), environment(), LEAN);
        client = new HostClient(process.address());
    }

    /** A new model that waits for its first data. */
    String newModel() {
        String model = "sales-" + models.incrementAndGet();
        store.put(Layout.config(model), utf8("model: " + model + "\ndata: {label: late}\n"));
        return model;
    }

    static Path staging() {
        return Path.of(System.getProperty("loopkeeper.azure.staging"));
    }

    private Map<String, String> environment() {
        String queues = "AccountName=" + Azurite.DEVELOPMENT.account() + ";AccountKey=" + Azurite.DEVELOPMENT.key()
                + ";QueueEndpoint=" + Azurite.shared().queues();
        Map<String, String> environment = new HashMap<>(HostClient.KEYS);
        environment.put("LOOPKEEPER_BLOB_URL", Azurite.shared().blobs());
        environment.put("LOOPKEEPER_QUEUE_URL", Azurite.shared().queues());
        environment.put("LOOPKEEPER_QUEUES", queues);
        environment.put("LOOPKEEPER_STATE_CONTAINER", container);
        environment.put("LOOPKEEPER_TENANT", TENANT);
        environment.put("LOOPKEEPER_AUDIENCE", AUDIENCE);
        environment.put("LOOPKEEPER_CALLERS", ADA);
        environment.put("LOOPKEEPER_JWKS", entra.address());
        environment.put("LOOPKEEPER_WEBHOOK_SECRETS", WEBHOOK_SECRET);
        environment.put("LOOPKEEPER_EMULATOR_KEY", Azurite.DEVELOPMENT.account() + ":" + Azurite.DEVELOPMENT.key());
        environment.put("LOOPKEEPER_SWEEP_SCHEDULE", "0 * * * * *");
        environment.put("LOOPKEEPER_PLAN_SCHEDULE", "0 0 * * * *");
        absent(environment);
        // The platform waits half a minute before it tries a message again.
        environment.put("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:00");
        return environment;
    }

    /** Azure Machine Learning and its neighbours, where nobody listens: what they are needed for may heal. */
    private static void absent(Map<String, String> environment) {
        environment.put("LOOPKEEPER_SUBSCRIPTION", TENANT);
        environment.put("LOOPKEEPER_RESOURCE_GROUP", "loopkeeper");
        environment.put("LOOPKEEPER_WORKSPACE", "loopkeeper");
        environment.put("LOOPKEEPER_REGION", "westeurope");
        environment.put("LOOPKEEPER_DATASTORE", "loopkeeper");
        for (String host : List.of("MANAGEMENT", "MLFLOW", "LOGS", "PRICES")) {
            environment.put("LOOPKEEPER_" + host + "_HOST", NOBODY);
        }
    }

    String bearer(String objectId) {
        return bearer(objectId, Map.of());
    }

    /** A token with some claims as they should not be. */
    String bearer(String objectId, Map<String, Object> spoiled) {
        return "Bearer " + entra.token(claims(objectId, spoiled));
    }

    /** Signed by nobody, in the form that says so. */
    String unsigned(String objectId) {
        Map<String, Object> header = Map.of("alg", "none", "kid", TokenSigner.KEY);
        return "Bearer " + TokenSigner.unsigned(header, claims(objectId, Map.of())) + ".";
    }

    private static Map<String, Object> claims(String objectId, Map<String, Object> spoiled) {
        Map<String, Object> claims = new LinkedHashMap<>();
        long now = Instant.now().getEpochSecond();
        claims.put("ver", "2.0");
        claims.put("iss", "https://login.microsoftonline.com/" + TENANT + "/v2.0");
        claims.put("aud", AUDIENCE);
        claims.put("tid", TENANT);
        claims.put("oid", objectId);
        claims.put("azp", "04b07795-8ddb-461a-bbee-02f9e1bf7b46");
        claims.put("preferred_username", "ada@example.org");
        claims.put("iat", now - 10);
        claims.put("nbf", now - 10);
        claims.put("exp", now + 3_600);
        claims.putAll(spoiled);
        return claims;
    }

    /** Puts a message into a step's queue as our own adapter and others do. */
    void enqueue(StepName step, byte[] message) {
        // The SDK encodes what it is given, as the host decodes it.
        Azurite.shared().officialQueue(StorageQueue.queue(step)).sendMessage(BinaryData.fromBytes(message));
    }

    /** How many bytes a message may have in Base64 in a queue that holds 64 KiB. */
    static boolean fitsIntoAQueue(byte[] message) {
        return Base64.getEncoder().encodeToString(message).length() <= 64 << 10;
    }

    List<String> keys(String prefix) {
        return store.list(prefix, "", 1_000).stream().map(ObjectInfo::key).toList();
    }

    /** How many dead letters a function has left. */
    int letters(String function) {
        return keys("dead-letters/" + function + "/").size();
    }

    String output() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
        entra.close();
    }
}
