package dev.loopkeeper.azure.emulators;

import static dev.loopkeeper.testkit.store.FirstCalls.check;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.common.StorageSharedKeyCredential;
import dev.loopkeeper.azure.store.BlobObjectStore;
import dev.loopkeeper.azure.store.Containers;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.testkit.store.FirstCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Measures what a cold start pays for a client of Blob Storage, see {@link FirstCalls}: each creates one object if
 * absent, reads it back and lists it.
 *
 * <p>Started as a main class on the test class path; its own arguments are for the JVMs that it starts.
 */
public final class FirstCall {
    private static final byte[] BODY = "{\"seq\":1}".getBytes(StandardCharsets.UTF_8);

    private FirstCall() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 3) {
            FirstCalls.measure(
                    args[0].equals("rest") ? ours(args[1], args[2]) : official(args[1], args[2]), System.nanoTime());
            return;
        }
        Azurite azurite = Azurite.shared();
        new FirstCalls(FirstCall.class, "put, get and list")
                .compare(List.of("rest", "official"), () -> List.of(azurite.blobs(), azurite.newContainer()));
        System.exit(0);
    }

    private static FirstCalls.Client ours(String host, String container) {
        return () -> {
            ObjectStore store = new BlobObjectStore(Azurite.rest(), host, Containers.one(container));
            return key -> {
                check(store.putIfAbsent(key, BODY));
                check(Arrays.equals(store.get(key).orElseThrow(), BODY));
                check(store.list(key, "", 10).size() == 1);
            };
        };
    }

    private static FirstCalls.Client official(String host, String container) {
        return () -> {
            BlobContainerClient client = new BlobServiceClientBuilder()
                    .endpoint(host)
                    .credential(
                            new StorageSharedKeyCredential(Azurite.DEVELOPMENT.account(), Azurite.DEVELOPMENT.key()))
                    .httpClient(new JdkHttpClientBuilder().build())
                    .buildClient()
                    .getBlobContainerClient(container);
            return key -> {
                BlobClient blob = client.getBlobClient(key);
                blob.upload(BinaryData.fromBytes(BODY), false);
                check(Arrays.equals(blob.downloadContent().toBytes(), BODY));
                check(client.listBlobs(new ListBlobsOptions().setPrefix(key), null).stream()
                                .count()
                        == 1);
            };
        };
    }
}
