package dev.loopkeeper.gcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
import dev.loopkeeper.gcp.emulators.FakeGcs;
import dev.loopkeeper.store.ObjectInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's own client sees what the adapter does, and the other way round. */
class GcsInteropTest {
    private final String bucket = FakeGcs.shared().newBucket();
    private final GcsObjectStore ours =
            new GcsObjectStore(FakeGcs.rest(), FakeGcs.shared().host(), Buckets.one(bucket));
    private final Storage official = StorageOptions.newBuilder()
            .setHost(FakeGcs.shared().host())
            .setProjectId("test")
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService();

    @ParameterizedTest
    @ValueSource(strings = {"journal/m/000000000001.json", "data/数据/批次 1.csv", "a=1/%00+b&c?.csv"})
    void shouldReadTheSameBytesAndGenerationBothWays(String key) throws IOException {
        ours.put(key, bytes("ours"));
        Blob seen = official.get(BlobId.of(bucket, key));
        assertThat(seen.getContent()).isEqualTo(bytes("ours"));
        assertThat(ours.stat(key)).contains(new ObjectInfo(key, Long.toString(seen.getGeneration()), 4));
        Blob theirs = official.create(BlobInfo.newBuilder(bucket, key).build(), bytes("theirs"));
        assertThat(ours.get(key)).contains(bytes("theirs"));
        assertThat(ours.stat(key)).contains(new ObjectInfo(key, Long.toString(theirs.getGeneration()), 6));
        try (InputStream in = ours.open(key)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes("theirs"));
        }
    }

    @Test
    void shouldLetOnlyTheFirstCreateWhoeverItIs() {
        assertThat(ours.putIfAbsent("a.json", bytes("ours"))).isTrue();
        assertThatThrownBy(() -> createTheirs("a.json"))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.getCode()).isEqualTo(412));
        createTheirs("b.json");
        assertThat(ours.putIfAbsent("b.json", bytes("ours"))).isFalse();
        assertThat(ours.get("a.json")).contains(bytes("ours"));
        assertThat(ours.get("b.json")).contains(bytes("theirs"));
    }

    @Test
    void shouldDeleteOnlyTheVersionThatWasSeenWhoeverRewroteIt() {
        ours.put("a", bytes("ours"));
        ObjectInfo seen = ours.stat("a").orElseThrow();
        official.create(BlobInfo.newBuilder(bucket, "a").build(), bytes("theirs"));
        assertThat(ours.deleteIf(seen)).isFalse();
        long stale = Long.parseLong(seen.version());
        assertThatThrownBy(
                        () -> official.delete(BlobId.of(bucket, "a"), Storage.BlobSourceOption.generationMatch(stale)))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.getCode()).isEqualTo(412));
        assertThat(ours.deleteIf(ours.stat("a").orElseThrow())).isTrue();
        assertThat(official.get(BlobId.of(bucket, "a"))).isNull();
    }

    @Test
    void shouldListTheSameObjectsInTheSameOrder() {
        for (String key : List.of("p/b", "p/a", "p/\uFFEE", "p/\uD83D\uDE80", "p/é", "q", "p/a/1")) {
            ours.put(key, bytes(key));
        }
        List<ObjectInfo> theirs = official.list(bucket, Storage.BlobListOption.prefix("p/"))
                .streamAll()
                .map(b -> new ObjectInfo(b.getName(), Long.toString(b.getGeneration()), b.getSize()))
                .toList();
        assertThat(ours.list("p/", "", 100)).hasSize(6).isEqualTo(theirs);
    }

    @Test
    void shouldLeaveOutThePlaceholderOfAFolder() {
        official.create(BlobInfo.newBuilder(bucket, "data/m/").build());
        official.create(BlobInfo.newBuilder(bucket, "data/m/a.csv").build());
        assertThat(ours.list("data/m/", "", 1)).extracting(ObjectInfo::key).containsExactly("data/m/a.csv");
    }

    private void createTheirs(String key) {
        official.create(
                BlobInfo.newBuilder(bucket, key).build(), bytes("theirs"), Storage.BlobTargetOption.doesNotExist());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
