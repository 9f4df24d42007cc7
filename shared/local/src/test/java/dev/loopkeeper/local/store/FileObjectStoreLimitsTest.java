package dev.loopkeeper.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreLimitsTest {
    private static final byte[] BODY = "x".getBytes(UTF_8);

    @TempDir
    private Path home;

    private FileObjectStore store;

    @BeforeEach
    void open() {
        store = new FileObjectStore(home.resolve("store"));
    }

    @Test
    void shouldRefuseAnObjectThatWouldBeAFolderToo() {
        store.put("a", BODY);
        store.put("b/c", BODY);
        assertPoison(() -> store.putIfAbsent("a/b/c", BODY), "object 'a' exists");
        assertPoison(() -> store.put("a/b", BODY), "object 'a' exists");
        assertPoison(() -> store.put("b", BODY), "'b' is the folder of other objects");
        assertPoison(() -> store.putIfAbsent("b", BODY), "'b' is the folder of other objects");
        assertThat(store.get("a/b/c")).isEmpty();
        assertThat(store.get("b")).isEmpty();
        store.delete("a/b/c");
        store.delete("b");
        assertThat(store.list("a/b/c/", "", 9)).isEmpty();
        assertThat(keys("")).containsExactly("a", "b/c");
        assertThat(temporary()).isEmpty();
    }

    @Test
    void shouldRefuseASegmentOfMoreThan255Bytes() {
        assertThat(store.putIfAbsent("é".repeat(127), BODY)).isTrue();
        assertPoison(() -> store.putIfAbsent("a/" + "é".repeat(128), BODY), "segment of 256 bytes");
    }

    @Test
    void shouldNeverLeaveTheRootThroughASymbolicLink() throws IOException {
        Path outside = Files.createDirectory(home.resolve("outside"));
        Files.write(outside.resolve("secret"), BODY);
        Files.createSymbolicLink(store.root().resolve("folder"), outside);
        Files.createSymbolicLink(store.root().resolve("file"), outside.resolve("secret"));

        assertPoison(() -> store.get("folder/secret"), "symbolic link");
        assertPoison(() -> store.putIfAbsent("folder/new", BODY), "symbolic link");
        assertPoison(() -> store.put("folder/secret", new byte[0]), "symbolic link");
        assertPoison(() -> store.delete("folder/secret"), "symbolic link");
        assertPoison(() -> store.list("folder/", "", 9), "symbolic link");
        assertThat(store.get("file")).isEmpty();
        store.delete("file");
        assertThat(keys("")).isEmpty();
        assertThat(Files.readAllBytes(outside.resolve("secret"))).isEqualTo(BODY);
        assertThat(outside).isDirectoryContaining("glob:**secret").isDirectoryNotContaining("glob:**new");
    }

    @Test
    void shouldHideAndProtectUnfinishedWrites() throws IOException {
        Files.write(store.root().resolve(".loopkeeper-tmp/write-half"), BODY);
        assertThat(keys("")).isEmpty();
        assertThat(keys(".loopkeeper-tmp/")).isEmpty();
        assertPoison(() -> store.get(".loopkeeper-tmp/write-half"), "must not start with .loopkeeper-tmp");
    }

    @Test
    void shouldRemoveWhatAKilledWriterLeftLongAgo() throws IOException {
        Path old = Files.write(store.root().resolve(".loopkeeper-tmp/write-old"), BODY);
        Path fresh = Files.write(store.root().resolve(".loopkeeper-tmp/write-fresh"), BODY);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3_600)));
        new FileObjectStore(store.root());
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void shouldSeeFilesThatAPersonCopiedAndOverwrote() throws IOException {
        Path file = Files.createDirectories(store.root().resolve("data/m")).resolve("week 1.csv");
        Files.write(file, BODY);
        ObjectInfo first = store.list("data/m/", "", 1).get(0);
        assertThat(first.key()).isEqualTo("data/m/week 1.csv");
        Files.write(file, "longer".getBytes(UTF_8));
        assertThat(store.deleteIf(first)).isFalse();
        assertThat(store.stat(first.key()).orElseThrow().version()).isNotEqualTo(first.version());
    }

    @Test
    void shouldRemoveEmptyFoldersButKeepTheTopOne() {
        store.put("wakeups/20261122T0900/m", BODY);
        store.put("data/m/x", BODY);
        store.delete("wakeups/20261122T0900/m");
        store.delete("data/m/x");
        assertThat(store.root().resolve("wakeups/20261122T0900")).doesNotExist();
        assertThat(store.root().resolve("wakeups")).isEmptyDirectory();
        assertThat(store.root().resolve("data")).isEmptyDirectory();
    }

    @Test
    void shouldGiveOneVersionTheSameNameInEveryProcess() {
        store.put("a", BODY);
        assertThat(new FileObjectStore(store.root()).stat("a")).isEqualTo(store.stat("a"));
    }

    @Test
    void shouldWorkOnAfterAWriterWasInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> store.put("a", BODY)).isInstanceOf(LoopException.class);
        assertThatThrownBy(() -> store.delete("a")).isInstanceOf(LoopException.class);
        assertThat(Thread.interrupted()).isTrue();
        store.put("a", BODY);
        store.delete("a");
        assertThat(store.stat("a")).isEmpty();
        assertThat(temporary()).isEmpty();
    }

    private List<String> keys(String prefix) {
        return store.list(prefix, "", 100).stream().map(ObjectInfo::key).toList();
    }

    private List<String> temporary() {
        String[] left = store.root().resolve(".loopkeeper-tmp").toFile().list((folder, name) -> !name.equals("lock"));
        return List.of(left);
    }

    private static void assertPoison(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.POISON))
                .hasMessageContaining(message);
    }
}
