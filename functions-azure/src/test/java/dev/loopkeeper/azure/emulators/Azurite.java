package dev.loopkeeper.azure.emulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueMessageEncoding;
import com.azure.storage.queue.QueueServiceClientBuilder;
import dev.loopkeeper.azure.rest.AzureRest;
import dev.loopkeeper.azure.rest.SharedKey;
import dev.loopkeeper.azure.store.BlobObjectStore;
import dev.loopkeeper.azure.store.Containers;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.testkit.store.EmulatedStore;
import dev.loopkeeper.testkit.store.Fault;
import dev.loopkeeper.testkit.store.FaultyFront;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Azurite, started once for all tests of a JVM; tests keep apart by containers, or by accounts of their own. */
public final class Azurite implements EmulatedStore {
    /** The account and key that Microsoft publishes for its emulator. */
    public static final SharedKey DEVELOPMENT = new SharedKey(
            "devstoreaccount1",
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==");

    private final AzuriteProcess process = new AzuriteProcess(InstalledAzurite.script());

    private Azurite() {}

    private static final class Shared {
        private static final Azurite ONE = new Azurite();
    }

    /** The one of this JVM; skips the calling test when Azurite is not installed. */
    public static Azurite shared() {
        InstalledAzurite.script();
        return Shared.ONE;
    }

    /** The development account's blobs. */
    public String blobs() {
        return process.blobHost() + "/" + DEVELOPMENT.account();
    }

    /** The development account's queues. */
    public String queues() {
        return process.queueHost() + "/" + DEVELOPMENT.account();
    }

    @Override
    public String host() {
        return process.blobHost();
    }

    @Override
    public FaultyFront front() {
        return new FaultyFront(process.blobHost());
    }

    @Override
    public String newPlace() {
        return newContainer();
    }

    @Override
    public String word() {
        return "container";
    }

    @Override
    public ObjectStore at(String host, String state, String uploads, Consumer<Duration> pauses) {
        return new BlobObjectStore(
                new EagerStorage(pauses).calls(), host + "/" + DEVELOPMENT.account(), new Containers(state, uploads));
    }

    @Override
    public Fault turnedAway(int status, int retryAfter) {
        return refusal(status, status == 403 ? "AuthorizationPermissionMismatch" : "ServerBusy")
                .with("Retry-After", Integer.toString(retryAfter));
    }

    /** A refusal with one of the service's codes. */
    public static Fault refusal(int status, String code) {
        return Fault.answer(status, "<Error><Code>" + code + "</Code></Error>").with("x-ms-error-code", code);
    }

    /** Calls as the development account. */
    public static RestClient rest() {
        return AzureRest.storage(DEVELOPMENT);
    }

    /** Creates an empty container and returns its name. */
    public String newContainer() {
        String name = "container-" + UUID.randomUUID();
        RestCall call = new RestCall(
                "PUT", URI.create(blobs() + "/" + name + "?restype=container"), Map.of(), new byte[0], true);
        assertThat(rest().call(call, "container " + name).status()).isEqualTo(201);
        return name;
    }

    /** A store on an empty container. */
    public BlobObjectStore newStore() {
        return new BlobObjectStore(rest(), blobs(), Containers.one(newContainer()));
    }

    /** Microsoft's own client of a container. */
    public BlobContainerClient official(String container) {
        return new BlobServiceClientBuilder()
                .endpoint(blobs())
                .credential(new StorageSharedKeyCredential(DEVELOPMENT.account(), DEVELOPMENT.key()))
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient()
                .getBlobContainerClient(container);
    }

    /** Microsoft's own client of a queue, which reads messages as the Functions host does by default. */
    public QueueClient officialQueue(String queue) {
        return new QueueServiceClientBuilder()
                .endpoint(queues())
                .credential(new StorageSharedKeyCredential(DEVELOPMENT.account(), DEVELOPMENT.key()))
                .httpClient(new JdkHttpClientBuilder().build())
                .messageEncoding(QueueMessageEncoding.BASE64)
                .buildClient()
                .getQueueClient(queue);
    }
}
