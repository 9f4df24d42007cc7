package dev.loopkeeper.gcp.emulators;

import static dev.loopkeeper.testkit.store.FirstCalls.check;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.gcp.store.Buckets;
import dev.loopkeeper.gcp.store.GcsObjectStore;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.testkit.store.FirstCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Measures what a cold start pays for a client of Cloud Storage, see {@link FirstCalls}: each creates one object if
 * absent and reads it back.
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
        FakeGcs gcs = FakeGcs.shared();
        new FirstCalls(FirstCall.class, "put and get")
                .compare(List.of("rest", "official"), () -> List.of(gcs.bareHost(), gcs.newBucket()));
        System.exit(0);
    }

    private static FirstCalls.Client ours(String host, String bucket) {
        return () -> {
            ObjectStore store = new GcsObjectStore(new GoogleRest(Optional::empty), host, Buckets.one(bucket));
            return key -> {
                check(store.putIfAbsent(key, BODY));
                check(Arrays.equals(store.get(key).orElseThrow(), BODY));
            };
        };
    }

    private static FirstCalls.Client official(String host, String bucket) {
        return () -> {
            Storage storage = StorageOptions.newBuilder()
                    .setHost(host)
                    .setProjectId("test")
                    .setCredentials(NoCredentials.getInstance())
                    .build()
                    .getService();
            return key -> {
                storage.create(BlobInfo.newBuilder(bucket, key).build(), BODY, Storage.BlobTargetOption.doesNotExist());
                check(Arrays.equals(storage.readAllBytes(bucket, key), BODY));
            };
        };
    }
}
