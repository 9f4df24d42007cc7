package dev.loopkeeper.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a store on two places keeps: uploads and outcomes in the one, Loopkeeper's own records in the other. */
public abstract class TwoPlacesContract {
    private final EmulatedStore emulated;
    private final String state;
    private final String uploads;
    private final ObjectStore store;

    protected TwoPlacesContract(EmulatedStore emulated) {
        this.emulated = emulated;
        state = emulated.newPlace();
        uploads = emulated.newPlace();
        store = emulated.at(emulated.host(), state, uploads, pause -> {});
    }

    @Test
    void shouldKeepUploadsAndOutcomesInAPlaceOfTheirOwn() {
        for (String key : List.of("batches/m/1.json", "data/m/1.csv", "journal/m/1.json", "outcomes/m/1.csv")) {
            assertThat(store.putIfAbsent(key, new byte[1])).isTrue();
            assertThat(store.get(key)).isPresent();
        }
        assertThat(keys(only(uploads), "")).containsExactly("data/m/1.csv", "outcomes/m/1.csv");
        assertThat(keys(only(state), "")).containsExactly("batches/m/1.json", "journal/m/1.json");
        assertThat(keys(store, "data/")).containsExactly("data/m/1.csv");
        assertThat(keys(store, "outcomes/m")).containsExactly("outcomes/m/1.csv");
        assertThat(keys(store, "journal/m/")).containsExactly("journal/m/1.json");
    }

    @Test
    void shouldListBothAsOneAndHideWhatLiesInTheWrongOne() {
        only(state).put("data/m/stray.csv", new byte[1]);
        only(uploads).put("journal/m/stray.json", new byte[1]);
        for (String key : List.of("batches/m/1", "data/m/1", "dead-letters/f/1", "outcomes/m/1", "runs/m/1")) {
            store.put(key, new byte[1]);
        }
        assertThat(keys(store, ""))
                .containsExactly("batches/m/1", "data/m/1", "dead-letters/f/1", "outcomes/m/1", "runs/m/1");
        assertThat(keys(store, "d")).containsExactly("data/m/1", "dead-letters/f/1");
        assertThat(store.list("", "data/m/1", 2))
                .extracting(ObjectInfo::key)
                .containsExactly("dead-letters/f/1", "outcomes/m/1");
    }

    @Test
    void shouldReadUploadsFromWhateverFolderAModelNames() {
        only(uploads).put("shared/uploads/a.csv", new byte[1]);
        for (String own : List.of(
                "models/m/loop.yaml",
                "pipelines/m",
                "prices/x.json",
                "vertex/jobs/m/1.json",
                "azure-ml/jobs/m/1.json")) {
            store.put(own, new byte[1]);
        }
        assertThat(store.get("shared/uploads/a.csv")).isPresent();
        assertThat(keys(store, "shared/")).containsExactly("shared/uploads/a.csv");
        assertThat(keys(store, "s")).containsExactly("shared/uploads/a.csv");
        assertThat(keys(store, "zzz")).isEmpty();
        assertThat(keys(only(uploads), "")).containsExactly("shared/uploads/a.csv");
    }

    @Test
    void shouldNotTakeAPlaceThatIsMissingForAnEmptyOne() {
        String missing = "no-such-" + emulated.word();
        ObjectStore lost = only(missing);
        for (ThrowingCallable call :
                List.<ThrowingCallable>of(() -> lost.list("", "", 1), () -> lost.put("a", new byte[0]))) {
            assertThatThrownBy(call)
                    .isInstanceOfSatisfying(
                            LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT))
                    .hasMessageContaining(missing)
                    .hasMessageContaining("create it or correct its name");
        }
    }

    private ObjectStore only(String place) {
        return emulated.at(emulated.host(), place);
    }

    private static List<String> keys(ObjectStore store, String prefix) {
        return store.list(prefix, "", 100).stream().map(ObjectInfo::key).toList();
    }
}
