package dev.loopkeeper.gcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.emulators.FakeGcs;
import dev.loopkeeper.store.ObjectInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwoBucketsTest {
    private final String state = FakeGcs.shared().newBucket();
    private final String uploads = FakeGcs.shared().newBucket();
    private final GcsObjectStore store = on(new Buckets(state, uploads));

    @Test
    void shouldKeepUploadsAndOutcomesInABucketOfTheirOwn() {
        for (String key : List.of("batches/m/1.json", "data/m/1.csv", "journal/m/1.json", "outcomes/m/1.csv")) {
            assertThat(store.putIfAbsent(key, new byte[1])).isTrue();
            assertThat(store.get(key)).isPresent();
        }
        assertThat(keys(on(Buckets.one(uploads)), "", "")).containsExactly("data/m/1.csv", "outcomes/m/1.csv");
        assertThat(keys(on(Buckets.one(state)), "", "")).containsExactly("batches/m/1.json", "journal/m/1.json");
        assertThat(keys(store, "data/", "")).containsExactly("data/m/1.csv");
        assertThat(keys(store, "outcomes/m", "")).containsExactly("outcomes/m/1.csv");
        assertThat(keys(store, "journal/m/", "")).containsExactly("journal/m/1.json");
    }

    @Test
    void shouldListBothAsOneAndHideWhatLiesInTheWrongOne() {
        on(Buckets.one(state)).put("data/m/stray.csv", new byte[1]);
        on(Buckets.one(uploads)).put("journal/m/stray.json", new byte[1]);
        for (String key : List.of("batches/m/1", "data/m/1", "dead-letters/f/1", "outcomes/m/1", "runs/m/1")) {
            store.put(key, new byte[1]);
        }
        assertThat(keys(store, "", ""))
                .containsExactly("batches/m/1", "data/m/1", "dead-letters/f/1", "outcomes/m/1", "runs/m/1");
        assertThat(keys(store, "d", "")).containsExactly("data/m/1", "dead-letters/f/1");
        assertThat(store.list("", "data/m/1", 2))
                .extracting(ObjectInfo::key)
                .containsExactly("dead-letters/f/1", "outcomes/m/1");
    }

    @Test
    void shouldReadUploadsFromWhateverFolderAModelNames() {
        on(Buckets.one(uploads)).put("shared/uploads/a.csv", new byte[1]);
        for (String own : List.of("models/m/loop.yaml", "pipelines/m", "prices/x.json", "vertex/jobs/m/1.json")) {
            store.put(own, new byte[1]);
        }
        assertThat(store.get("shared/uploads/a.csv")).isPresent();
        assertThat(keys(store, "shared/", "")).containsExactly("shared/uploads/a.csv");
        assertThat(keys(store, "s", "")).containsExactly("shared/uploads/a.csv");
        assertThat(keys(store, "zzz", "")).isEmpty();
        assertThat(keys(on(Buckets.one(uploads)), "", "")).containsExactly("shared/uploads/a.csv");
    }

    @Test
    void shouldNotTakeABucketThatIsMissingForAnEmptyOne() {
        GcsObjectStore lost = on(Buckets.one("no-such-bucket"));
        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> lost.list("", "", 1), () -> lost.put("a", new byte[0]))) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT))
                    .hasMessageContaining("no-such-bucket")
                    .hasMessageContaining("create it or correct its name");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "gs://bucket", "Bucket", "bucket/path", "a..\u0000", "-bucket"})
    void shouldRefuseWhatIsNoBucketName(String name) {
        assertThatThrownBy(() -> Buckets.one(name)).hasMessageContaining("without gs:// and without a path");
    }

    @Test
    void shouldRefuseAVersionThatIsNoGeneration() {
        assertThatThrownBy(() -> store.deleteIf(new ObjectInfo("a", "1&alt=media", 1)))
                .hasMessageContaining("version of object 'a' is no generation of Cloud Storage");
    }

    private static GcsObjectStore on(Buckets buckets) {
        return new GcsObjectStore(FakeGcs.rest(), FakeGcs.shared().host(), buckets);
    }

    private static List<String> keys(GcsObjectStore store, String prefix, String after) {
        return store.list(prefix, after, 100).stream().map(ObjectInfo::key).toList();
    }
}
