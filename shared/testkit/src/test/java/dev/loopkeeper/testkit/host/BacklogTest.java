package dev.loopkeeper.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.ObjectArrived;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryQueue;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Uploads whose event came before a valid configuration are not lost. */
class BacklogTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ROWS = "x,y\n1,0\n2,1\n";

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Ground ground = Ground.on(store, new MemoryQueue(), () -> NOW);
    private final ConfigFiles files = new ConfigFiles(ground);
    private final ObjectArrived arrived = new ObjectArrived(ground, files);

    @Test
    void shouldTakeInWhatCameBeforeItsConfigurationOnce() {
        put("data/sales/a.csv", ROWS);
        put("data/sales/july/b.csv", ROWS);
        put("outcomes/sales/o.csv", "id,y\n1,0\n");
        assertThat(arrived.take(info("data/sales/a.csv"))).isEmpty();
        config("sales", "");
        arrived.take(info("models/sales/loop.yaml"));
        assertThat(keys("batches/sales/")).hasSize(2);
        assertThat(keys("pending/sales/")).hasSize(2);
        assertThat(keys("scores/sales/")).hasSize(1);
        assertThat(keys("dead-letters/")).isEmpty();
        assertThat(store.stat(Layout.backlog("sales"))).isEmpty();
        arrived.take(info("data/sales/a.csv"));
        files.lookForNew();
        assertThat(keys("batches/sales/")).hasSize(2);
    }

    @Test
    void shouldTakeInWhatCameWhileTheConfigurationWasBroken() {
        config("sales", "");
        files.lookForNew();
        put("models/sales/loop.yaml", "model: sales\ndata: {}\n");
        put("shared/a.csv", ROWS);
        files.lookForNew();
        assertThat(keys("batches/sales/")).isEmpty();
        config("sales", ", prefix: shared/");
        files.lookForNew();
        assertThat(keys("batches/sales/")).hasSize(1);
    }

    @Test
    void shouldLookAtMostAThousandObjectsATurnAndGoOnWithTheNext() {
        for (int i = 0; i < 1_001; i++) {
            put(String.format("data/sales/%04d.csv", i), "");
        }
        put("data/sales/z.csv", ROWS);
        put("data/sales/zz.csv", "\u0000");
        put("outcomes/sales/o.csv", "id,y\n1,0\n");
        config("sales", "");
        files.lookForNew();
        assertThat(keys("batches/sales/")).isEmpty();
        assertThat(store.get(Layout.backlog("sales"))).contains(bytes("data/sales/0999.csv"));
        files.lookForNew();
        assertThat(keys("batches/sales/")).isNotEmpty();
        assertThat(keys("scores/sales/")).hasSize(1);
        assertThat(store.stat(Layout.backlog("sales"))).isEmpty();
    }

    @Test
    void shouldForgetNothingOfAModelThatComesWhileItLooks() {
        config("sales", "");
        put(Layout.followed("gone", "0123"), "");
        ObjectStore racing = whileListing(Layout.FOLLOWED, () -> {
            config("late", ", prefix: shared/late/");
            put(Layout.valid("late"), "model: late\ndata: {label: y, prefix: shared/late/}\n");
            put(Layout.backlog("late"), "shared/late/");
            put(Layout.dataPrefix("late"), "shared/late/");
        });
        new ConfigFiles(Ground.on(racing, new MemoryQueue(), () -> NOW)).lookForNew();
        assertThat(keys(Layout.FOLLOWED))
                .contains(Layout.valid("late"))
                .doesNotContain(Layout.followed("gone", "0123"));
        assertThat(keys(Layout.DATA_PREFIXES)).containsExactly(Layout.dataPrefix("late"));
    }

    /** The store, in which others do something right before the first such listing. */
    private ObjectStore whileListing(String prefix, Runnable others) {
        AtomicBoolean done = new AtomicBoolean();
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("list") && args[0].equals(prefix) && !done.getAndSet(true)) {
                        others.run();
                    }
                    return method.invoke(store, args);
                });
    }

    @Test
    void shouldKeepTheBacklogOfAConfigurationThatBreaksAndForgetThatOfARemovedOne() {
        config("sales", "");
        files.lookForNew();
        put(Layout.backlog("sales"), "");
        put("models/sales/loop.yaml", "model: sales\n");
        files.lookForNew();
        assertThat(store.stat(Layout.backlog("sales"))).isPresent();
        store.delete("models/sales/loop.yaml");
        files.lookForNew();
        assertThat(keys("followed/")).isEmpty();
    }

    private void config(String model, String more) {
        put("models/" + model + "/loop.yaml", "model: " + model + "\ndata: {label: y" + more + "}\nnotify: []\n");
    }

    private List<String> keys(String prefix) {
        return store.list(prefix, "", 2_000).stream().map(ObjectInfo::key).toList();
    }

    private ObjectInfo info(String key) {
        return store.stat(key).orElseThrow();
    }

    private void put(String key, String text) {
        store.put(key, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
