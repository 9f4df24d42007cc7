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
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreProcessesTest {
  @TempDir
  private Path root;

  @Test
  void shouldLetExactlyOneProcessCreate() throws Exception {
    Process one = writer("one", 150);
    Process two = writer("two", 150);
    Map<String, String> winners = new HashMap<>();
    for (Process process : List.of(one, two)) {
      String name = process == one ? "one" : "two";
      for (String line : lines(process)) {
        if (line.startsWith("won ")) {
          assertThat(winners.put(key(line), name)).as("two winners of " + line).isNull();
        }
      }
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    }
    assertThat(winners).hasSize(150);
    FileObjectStore store = new FileObjectStore(root);
    winners.forEach((key, name) -> assertThat(text(store, key)).startsWith(name + " "));
  }

  @Test
  void shouldKeepEverythingAcknowledgedAndShowNothingHalfWrittenWhenWritersAreKilled() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    Random random = new Random(7);
    for (int round = 0; round < 6; round++) {
      Process process = writer("w" + round, 1_000_000);
      BufferedReader out = process.inputReader(UTF_8);
      int kill = 10 + random.nextInt(120);
      for (int i = 0; i < kill; i++) {
        acknowledged.add(out.readLine());
      }
      process.toHandle().destroyForcibly(); // Through the handle: the process itself would close its output, unread.
      out.lines().forEach(acknowledged::add);
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    FileObjectStore store = new FileObjectStore(root);
    List<ObjectInfo> all = store.list("", "", 1_000_000);
    for (ObjectInfo info : all) {
      assertWhole(store, info.key());
    }
    assertThat(all).extracting(ObjectInfo::key).containsAll(
        acknowledged.stream().filter(line -> line.startsWith("own ") && line.endsWith(" .")).map(FileObjectStoreProcessesTest::key).toList());
    assertThat(acknowledged).hasSizeGreaterThan(60);
  }

  private static String key(String line) {
    return line.split(" ")[1];
  }

  private static void assertWhole(FileObjectStore store, String key) {
    String text = text(store, key);
    String[] first = text.substring(0, text.indexOf('\n')).split(" ");
    assertThat(text).as(key).isEqualTo(new String(StoreWriter.body(first[0], Integer.parseInt(first[1])), UTF_8));
  }

  private static String text(FileObjectStore store, String key) {
    return new String(store.get(key).orElseThrow(), UTF_8);
  }

  private static List<String> lines(Process process) {
    return process.inputReader(UTF_8).lines().toList();
  }

  private Process writer(String name, int count) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
            StoreWriter.class.getName(), root.toString(), name, Integer.toString(count))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
