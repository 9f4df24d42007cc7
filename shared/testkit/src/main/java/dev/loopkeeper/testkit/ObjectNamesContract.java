package dev.loopkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How every {@link ObjectStore} must treat names: which it takes, and in what order it lists them. */
abstract class ObjectNamesContract {
    /** The store under test, empty at the start of each test; every call of one test sees the same objects. */
    protected abstract ObjectStore store();

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

    private List<String> keys(String prefix, String after, int limit) {
        return store().list(prefix, after, limit).stream().map(ObjectInfo::key).toList();
    }

    private static void assertPoison(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(LoopException.class, e -> assertThat(e.kind())
                .isEqualTo(LoopException.Kind.POISON));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
