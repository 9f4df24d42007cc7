package dev.loopkeeper.testkit.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.ObjectArrived;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryQueue;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event may tell of a version that something has replaced by now, without an event of its own. */
class NewerVersionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String UPLOAD = "data/sales/a.csv";
    private static final String OUTCOMES = "outcomes/sales/o.csv";

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Ground ground = Ground.on(store, new MemoryQueue(), () -> NOW);
    private final ObjectArrived arrived = new ObjectArrived(ground, new ConfigFiles(ground));

    @BeforeEach
    void configure() {
        put(Layout.config("sales"), "model: sales\ndata: {label: y}\n");
    }

    @Test
    void shouldTakeInTheUploadThatStandsThereOnce() {
        ObjectInfo told = put(UPLOAD, "x,y\n1,0\n2,1\n");
        ObjectInfo now = put(UPLOAD, "x,y\n1,0\n2,1\n");
        arrived.take(told);
        arrived.take(now);
        arrived.take(told);
        assertThat(store.list("batches/sales/", "", 9)).hasSize(1);
        store.delete(UPLOAD);
        arrived.take(now);
        assertThat(store.list("batches/sales/", "", 9)).hasSize(1);
    }

    @Test
    void shouldScoreTheOutcomesThatStandThereOnce() {
        ObjectInfo told = put(OUTCOMES, "id,y\n1,0\n");
        ObjectInfo now = put(OUTCOMES, "id,y\n1,0\n2,1\n");
        arrived.take(told);
        arrived.take(now);
        assertThat(store.list("scores/sales/", "", 9)).hasSize(1);
        store.delete(OUTCOMES);
        arrived.take(put(OUTCOMES + ".gone", "id,y\n"));
        ObjectInfo gone = put(OUTCOMES, "id,y\n5,1\n");
        store.delete(OUTCOMES);
        arrived.take(gone);
        assertThat(store.list("scores/sales/", "", 9)).hasSize(2);
    }

    private ObjectInfo put(String key, String text) {
        store.put(key, text.getBytes(UTF_8));
        return store.stat(key).orElseThrow();
    }
}
