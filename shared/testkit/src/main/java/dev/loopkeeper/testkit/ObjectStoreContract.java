package dev.loopkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link ObjectStore} must keep, whatever it is made of. Each test gets an empty store. */
public abstract class ObjectStoreContract extends ObjectNamesContract {
    @Test
    void shouldCreateOnceAndReadBack() {
        assertThat(store().get("a/b.json")).isEmpty();
        assertThat(store().stat("a/b.json")).isEmpty();
        assertThat(store().putIfAbsent("a/b.json", bytes("one"))).isTrue();
        assertThat(store().putIfAbsent("a/b.json", bytes("two"))).isFalse();
        assertThat(store().get("a/b.json")).contains(bytes("one"));
        assertThat(store().stat("a/b.json")).map(ObjectInfo::size).contains(3L);
    }

    @Test
    void shouldReplaceWithTheLastWrite() {
        store().put("cache.json", bytes("one"));
        String first = version("cache.json");
        store().put("cache.json", bytes("longer than one"));
        assertThat(store().get("cache.json")).contains(bytes("longer than one"));
        store().put("cache.json", bytes("s"));
        assertThat(store().get("cache.json")).contains(bytes("s"));
        assertThat(version("cache.json")).isNotEqualTo(first);
    }

    @Test
    void shouldKeepTheVersionWhileNothingIsWritten() {
        store().put("a", bytes("one"));
        String version = version("a");
        store().putIfAbsent("a", bytes("two"));
        store().get("a");
        assertThat(version("a")).isEqualTo(version);
        assertThat(store().list("", "", 10)).extracting(ObjectInfo::version).containsExactly(version);
    }

    @Test
    void shouldNeverReuseAVersion() {
        Set<String> versions = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            if (i % 2 == 0) {
                assertThat(store().putIfAbsent("a/b", bytes("same"))).isTrue();
            } else {
                store().put("a/b", bytes("same"));
            }
            assertThat(versions.add(version("a/b")))
                    .as("version of write %s is new", i)
                    .isTrue();
            if (i % 2 == 1) {
                store().delete("a/b");
            }
        }
    }

    @Test
    void shouldDeleteAndForget() {
        store().put("a/b/c", bytes("x"));
        store().delete("a/b/c");
        store().delete("a/b/c");
        store().delete("never/was");
        assertThat(store().get("a/b/c")).isEmpty();
        assertThat(store().list("", "", 10)).isEmpty();
        assertThat(store().putIfAbsent("a/b/c", bytes("y"))).isTrue();
    }

    @Test
    void shouldDeleteOnlyTheVersionThatWasSeen() {
        store().put("a", bytes("one"));
        ObjectInfo seen = store().stat("a").orElseThrow();
        store().put("a", bytes("two"));
        assertThat(store().deleteIf(seen)).isFalse();
        assertThat(store().get("a")).contains(bytes("two"));
        assertThat(store().deleteIf(store().stat("a").orElseThrow())).isTrue();
        assertThat(store().deleteIf(seen)).isFalse();
        store().putIfAbsent("a", bytes("one"));
        assertThat(store().deleteIf(seen)).as("recreated with the same body").isFalse();
        assertThat(store().get("a")).contains(bytes("one"));
    }

    @Test
    void shouldDeleteAListedVersion() {
        store().put("pending/m/1", bytes("x"));
        assertThat(store().deleteIf(store().list("pending/m/", "", 1).get(0))).isTrue();
        assertThat(store().stat("pending/m/1")).isEmpty();
    }

    @Test
    void shouldHoldNothingAndFiveMebibytes() throws IOException {
        byte[] large = new byte[5 << 20];
        new Random(7).nextBytes(large);
        assertThat(store().putIfAbsent("empty", new byte[0])).isTrue();
        store().put("large", large);
        assertThat(store().get("empty")).contains(new byte[0]);
        assertThat(store().stat("empty")).map(ObjectInfo::size).contains(0L);
        assertThat(store().get("large")).contains(large);
        try (InputStream in = store().open("large")) {
            assertThat(in.readAllBytes()).isEqualTo(large);
        }
    }

    @Test
    void shouldStreamOneVersionWhileItIsReplaced() throws IOException {
        byte[] old = new byte[300_000];
        store().put("a", old);
        try (InputStream in = store().open("a")) {
            assertThat(in.readNBytes(10)).hasSize(10);
            store().put("a", bytes("new"));
            assertThat(in.readAllBytes()).hasSize(old.length - 10).containsOnly(0);
        }
    }

    @Test
    void shouldCallAMissingStreamTransient() {
        assertThatThrownBy(() -> store().open("gone"))
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT))
                .hasMessageContaining("gone");
    }

    @Test
    void shouldStreamTheVersionThatWasSeenAndNoOther() throws IOException {
        store().put("a", bytes("one"));
        ObjectInfo seen = store().stat("a").orElseThrow();
        try (InputStream in = store().openIf(seen).orElseThrow()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes("one"));
        }
        store().put("a", bytes("two"));
        assertThat(store().openIf(seen)).isEmpty();
        store().delete("a");
        assertThat(store().openIf(seen)).isEmpty();
    }

    @Test
    void shouldNotShareItsBytesWithTheCaller() {
        byte[] body = bytes("mine");
        store().put("a", body);
        body[0] = '!';
        store().get("a").orElseThrow()[1] = '!';
        assertThat(store().get("a")).contains(bytes("mine"));
    }

    @Test
    void shouldLetExactlyOneOfManyWritersCreate() throws Exception {
        int writers = 8;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        try {
            for (int round = 0; round < 25; round++) {
                String key = "journal/m/" + round;
                List<Callable<Boolean>> tasks = new ArrayList<>();
                for (int w = 0; w < writers; w++) {
                    byte[] body = bytes("writer " + w);
                    tasks.add(() -> store().putIfAbsent(key, body));
                }
                int winner = -1;
                List<Future<Boolean>> results = pool.invokeAll(tasks);
                for (int w = 0; w < writers; w++) {
                    if (results.get(w).get()) {
                        assertThat(winner)
                                .as("a second winner of round %s", round)
                                .isEqualTo(-1);
                        winner = w;
                    }
                }
                assertThat(store().get(key)).contains(bytes("writer " + winner));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private String version(String key) {
        return store().stat(key).orElseThrow().version();
    }
}
