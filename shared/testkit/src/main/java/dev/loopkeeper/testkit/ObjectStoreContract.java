package dev.loopkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ObjectStore} must keep, whatever it is made of. Each test gets an empty store. */
public abstract class ObjectStoreContract {
    /** The store under test, empty at the start of each test; every call of one test sees the same objects. */
    protected abstract ObjectStore store();

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
    void shouldListInTheOrderOfUtf8Bytes() {
        List<String> keys = List.of(
                "a",
                "a-b/x",
                "a.b/x",
                "b!/x",
                "b/1",
                "b/10",
                "b/2",
                "b/c/d",
                "b0",
                "B/1",
                "z/\uFFEE",
                "z/\uD83D\uDE80",
                "é/ü");
        keys.forEach(key -> store().put(key, bytes(key)));
        assertThat(keys("", "", 100))
                .containsExactly(
                        "B/1",
                        "a",
                        "a-b/x",
                        "a.b/x",
                        "b!/x",
                        "b/1",
                        "b/10",
                        "b/2",
                        "b/c/d",
                        "b0",
                        "z/\uFFEE",
                        "z/\uD83D\uDE80",
                        "é/ü");
    }

    @Test
    void shouldListBelowAPrefixAfterAKeyUpToALimit() {
        for (String key : List.of("ab", "b/1", "b/2", "b/3/x", "b/3/y", "b/4", "bc", "c/1")) {
            store().put(key, bytes(key));
        }
        assertThat(keys("b/", "", 100)).containsExactly("b/1", "b/2", "b/3/x", "b/3/y", "b/4");
        assertThat(keys("b", "", 100)).containsExactly("b/1", "b/2", "b/3/x", "b/3/y", "b/4", "bc");
        assertThat(keys("b/", "b/2", 100)).containsExactly("b/3/x", "b/3/y", "b/4");
        assertThat(keys("b/", "b/3/x", 2)).containsExactly("b/3/y", "b/4");
        assertThat(keys("b/", "b/25", 1)).containsExactly("b/3/x");
        assertThat(keys("b/3/", "b/2", 9)).containsExactly("b/3/x", "b/3/y");
        assertThat(keys("b/", "b/4", 9)).isEmpty();
        assertThat(keys("b/3", "b/3/y", 9)).isEmpty();
        assertThat(keys("nothing/", "", 9)).isEmpty();
        assertThat(keys("ab/", "", 9)).as("an object is not a folder").isEmpty();
        assertThat(keys("", "b/4", 9)).containsExactly("bc", "c/1");
    }

    @Test
    void shouldPageThroughEverythingOnce() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 57; i++) {
            String key = String.format("p/%d/%03d", i % 3, i);
            store().put(key, bytes("x"));
            all.add(key);
        }
        List<String> paged = new ArrayList<>();
        List<String> page = keys("p/", "", 10);
        while (!page.isEmpty()) {
            paged.addAll(page);
            page = keys("p/", page.get(page.size() - 1), 10);
        }
        assertThat(paged).containsExactlyElementsOf(all.stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "données/naïve.csv",
                "数据/批次.csv",
                "\uD83D\uDE80/\uD83D\uDE80",
                "a b/c d .csv",
                "con",
                "a=1/b=2",
                "${jndi:ldap:x}",
                "{name}",
                "%00.csv",
                "..%2f",
                "...",
                ".hidden",
                "a.",
                "'\"<>|*?&#;$!"
            })
    void shouldTakeOddNames(String key) {
        assertThat(store().putIfAbsent(key, bytes(key))).isTrue();
        assertThat(store().get(key)).contains(bytes(key));
        assertThat(keys("", "", 10)).containsExactly(key);
        store().delete(key);
        assertThat(store().stat(key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/abs",
                "../up",
                "a/../../up",
                "a/..",
                "a//b",
                "a/./b",
                "a/",
                ".",
                "a\\b",
                "a\u0000b",
                "a\r\nb",
                "a\u202Eb",
                "e\u0301"
            })
    void shouldRefuseHostileNames(String key) {
        assertPoison(() -> store().get(key));
        assertPoison(() -> store().putIfAbsent(key, bytes("x")));
        assertPoison(() -> store().put(key, bytes("x")));
        assertPoison(() -> store().stat(key));
        assertPoison(() -> store().open(key));
        assertPoison(() -> store().delete(key));
        assertPoison(() -> store().deleteIf(new ObjectInfo(key, "1", 1)));
        assertThat(store().list("", "", 10)).isEmpty();
    }

    @Test
    void shouldRefuseANameOfMoreThan1024Bytes() {
        String longest = ("a".repeat(127) + "/").repeat(8).substring(0, 1_023) + "z";
        assertThat(store().putIfAbsent(longest, bytes("x"))).isTrue();
        assertThat(keys("", "", 10)).containsExactly(longest);
        assertPoison(() -> store().put(longest + "z", bytes("x")));
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

    private List<String> keys(String prefix, String after, int limit) {
        return store().list(prefix, after, limit).stream().map(ObjectInfo::key).toList();
    }

    private String version(String key) {
        return store().stat(key).orElseThrow().version();
    }

    private static void assertPoison(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(LoopException.class, e -> assertThat(e.kind())
                .isEqualTo(LoopException.Kind.POISON));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
