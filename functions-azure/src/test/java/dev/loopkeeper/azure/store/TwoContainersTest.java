package dev.loopkeeper.azure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwoContainersTest {
    private final String state = Azurite.shared().newContainer();
    private final String uploads = Azurite.shared().newContainer();
    private final BlobObjectStore store = on(new Containers(state, uploads));

    @Test
    void shouldKeepUploadsAndOutcomesInAContainerOfTheirOwn() {
        for (String key : List.of("batches/m/1.json", "data/m/1.csv", "journal/m/1.json", "outcomes/m/1.csv")) {
            assertThat(store.putIfAbsent(key, new byte[1])).isTrue();
            assertThat(store.get(key)).isPresent();
        }
        assertThat(keys(on(Containers.one(uploads)), "", "")).containsExactly("data/m/1.csv", "outcomes/m/1.csv");
        assertThat(keys(on(Containers.one(state)), "", "")).containsExactly("batches/m/1.json", "journal/m/1.json");
        assertThat(keys(store, "data/", "")).containsExactly("data/m/1.csv");
        assertThat(keys(store, "outcomes/m", "")).containsExactly("outcomes/m/1.csv");
        assertThat(keys(store, "journal/m/", "")).containsExactly("journal/m/1.json");
    }

    @Test
    void shouldListBothAsOneAndHideWhatLiesInTheWrongOne() {
        on(Containers.one(state)).put("data/m/stray.csv", new byte[1]);
        on(Containers.one(uploads)).put("journal/m/stray.json", new byte[1]);
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
        on(Containers.one(uploads)).put("shared/uploads/a.csv", new byte[1]);
        for (String own : List.of("models/m/loop.yaml", "pipelines/m", "prices/x.json", "azure-ml/jobs/m/1.json")) {
            store.put(own, new byte[1]);
        }
        assertThat(store.get("shared/uploads/a.csv")).isPresent();
        assertThat(keys(store, "shared/", "")).containsExactly("shared/uploads/a.csv");
        assertThat(keys(store, "s", "")).containsExactly("shared/uploads/a.csv");
        assertThat(keys(store, "zzz", "")).isEmpty();
        assertThat(keys(on(Containers.one(uploads)), "", "")).containsExactly("shared/uploads/a.csv");
    }

    @Test
    void shouldNotTakeAContainerThatIsMissingForAnEmptyOne() {
        BlobObjectStore lost = on(Containers.one("no-such-container"));
        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                        () -> lost.list("", "", 1), () -> lost.put("a", new byte[0]))) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT))
                    .hasMessageContaining("no-such-container")
                    .hasMessageContaining("create it or correct its name");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "https://a.blob/c", "Container", "container/path", "a--b", "-ab", "ab-", "a_b"})
    void shouldRefuseWhatIsNoContainerName(String name) {
        assertThatThrownBy(() -> Containers.one(name)).hasMessageContaining("without an address and without a path");
    }

    @Test
    void shouldRefuseAVersionThatIsNoETag() {
        assertThatThrownBy(() -> store.deleteIf(new ObjectInfo("a", "*\" or so", 1)))
                .hasMessageContaining("version of object 'a' is no ETag of Blob Storage");
    }

    private static BlobObjectStore on(Containers containers) {
        return new BlobObjectStore(Azurite.rest(), Azurite.shared().blobs(), containers);
    }

    private static List<String> keys(BlobObjectStore store, String prefix, String after) {
        return store.list(prefix, after, 100).stream().map(ObjectInfo::key).toList();
    }
}
