package dev.loopkeeper.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.store.ObjectInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreProcessesTest {
    @TempDir
    private Path root;

    @Test
    void shouldLetExactlyOneProcessCreate() throws Exception {
        Process one = writer("one", 40, 5);
        Process two = writer("two", 40, 5);
        BufferedReader outOfOne = one.inputReader(UTF_8);
        BufferedReader outOfTwo = two.inputReader(UTF_8);
        assertThat(outOfOne.readLine() + outOfTwo.readLine()).isEqualTo("readyready");
        start(one);
        start(two);
        Map<String, String> winners = new HashMap<>();
        for (Process process : List.of(one, two)) {
            String name = process == one ? "one" : "two";
            for (String line : (process == one ? outOfOne : outOfTwo).lines().toList()) {
                if (line.startsWith("won ")) {
                    assertThat(winners.put(key(line), name))
                            .as("two winners of " + line)
                            .isNull();
                }
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(winners).hasSize(40);
        FileObjectStore store = new FileObjectStore(root);
        winners.forEach((key, name) -> assertThat(text(store, key)).startsWith(name + " "));
    }

    @Test
    void shouldKeepEverythingAcknowledgedAndShowNothingHalfWrittenWhenWritersAreKilled() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        Random random = new Random(7);
        FileObjectStore store = new FileObjectStore(root);
        for (int round = 0; round < 4; round++) {
            Process process = writer("w" + round, 0, 1_000_000);
            BufferedReader out = process.inputReader(UTF_8);
            start(process);
            int kill = 5 + random.nextInt(25);
            for (int i = 0; i < kill; i++) {
                assertWholeAsSoonAsItIsVisible(store, "own/w" + round + "/" + i);
            }
            process.toHandle()
                    .destroyForcibly(); // Through the handle: the process itself would close its output, unread.
            out.lines().forEach(acknowledged::add);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        List<ObjectInfo> all = store.list("", "", 1_000_000);
        for (ObjectInfo info : all) {
            assertWhole(info.key(), store.get(info.key()).orElseThrow());
        }
        assertThat(all)
                .extracting(ObjectInfo::key)
                .containsAll(acknowledged.stream()
                        .filter(line -> line.startsWith("own ") && line.endsWith(" ."))
                        .map(FileObjectStoreProcessesTest::key)
                        .toList());
        assertThat(acknowledged).hasSizeGreaterThan(20);
    }

    private static String key(String line) {
        return line.split(" ")[1];
    }

    private static void assertWholeAsSoonAsItIsVisible(FileObjectStore store, String key) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Optional<byte[]> seen = store.get(key);
        while (seen.isEmpty()) {
            assertThat(System.nanoTime()).as("time to write " + key).isLessThan(deadline);
            seen = store.get(key);
        }
        assertWhole(key, seen.get());
    }

    private static void assertWhole(String key, byte[] body) {
        String text = new String(body, UTF_8);
        String[] first = text.lines().findFirst().orElse("nothing 0").split(" ");
        assertThat(text.equals(new String(StoreWriter.body(first[0], Integer.parseInt(first[1])), UTF_8)))
                .as(key + " is whole")
                .isTrue();
    }

    private static String text(FileObjectStore store, String key) {
        return new String(store.get(key).orElseThrow(), UTF_8);
    }

    private static void start(Process process) throws IOException {
        process.getOutputStream().write('!');
        process.getOutputStream().flush();
    }

    private Process writer(String name, int races, int count) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreWriter.class.getName(),
                        root.toString(),
                        name,
                        Integer.toString(races),
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
