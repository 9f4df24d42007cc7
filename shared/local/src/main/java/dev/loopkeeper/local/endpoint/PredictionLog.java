package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Writes predictions to local files before they are answered, and publishes the files to the object store.
 *
 * <p>A file's name is its object's name, so publishing again after a crash changes nothing; what a killed server left behind is
 * published by the next. A kill loses no line that was answered; a power failure may lose the last
 * seconds.
 */
final class PredictionLog {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);
  private static final String CLOSED = ".jsonl";

  private final Path folder;
  private final ObjectStore store;
  private final InstantSource clock;
  private final Duration every;
  private final AtomicLong number = new AtomicLong(System.currentTimeMillis());
  private final Map<Path, PredictionFile> open = new ConcurrentHashMap<>();

  /**
   * Opens the log; files a former server left open are closed.
   *
   * @param every time of the clock after which a file is published
   */
  PredictionLog(Path folder, ObjectStore store, InstantSource clock, Duration every) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.store = store;
    this.clock = clock;
    this.every = every;
    for (Path left : files(PredictionFile.OPEN)) {
      Files.move(left, closedName(left));
    }
  }

  /** Appends lines of one version; they survive the death of this process once the call returned. */
  void append(String model, String version, byte[] lines) throws IOException {
    PredictionFile file = open.computeIfAbsent(folder.resolve(model).resolve(version), PredictionFile::new);
    Instant now = clock.instant();
    file.append(lines, now, () -> SECOND.format(now) + "-" + number.incrementAndGet());
  }

  /** Closes files that are due and publishes every closed one; a store that fails leaves them for the next time. */
  void publishDue() throws IOException {
    Instant now = clock.instant();
    for (PredictionFile file : open.values()) {
      file.closeIfDue(now, every);
    }
    publishClosed();
  }

  /** Closes and publishes everything now. */
  void publishAll() throws IOException {
    for (PredictionFile file : open.values()) {
      file.close();
    }
    publishClosed();
  }

  private synchronized void publishClosed() throws IOException {
    IOException failed = null;
    for (Path file : files(CLOSED)) {
      try {
        publish(file);
      } catch (IOException | LoopException e) {
        failed = new IOException("predictions " + file + " could not be published, kept for the next try", e);
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private void publish(Path file) throws IOException {
    Path version = file.getParent();
    Path model = version.getParent();
    byte[] body = wholeLines(Files.readAllBytes(file));
    if (body.length > 0) {
      String prefix = Layout.predictionsPrefix(model.getFileName().toString(), version.getFileName().toString());
      store.putIfAbsent(prefix + file.getFileName(), body);
    }
    Files.delete(file);
  }

  private Iterable<Path> files(String suffix) throws IOException {
    try (Stream<Path> all = Files.walk(folder, 3)) {
      return all.filter(path -> path.getFileName().toString().endsWith(suffix)).sorted().toList();
    }
  }

  static Path closedName(Path open) {
    String name = open.getFileName().toString();
    return open.resolveSibling(name.substring(0, name.length() - PredictionFile.OPEN.length()) + CLOSED);
  }

  /** Without a last line that was cut off. */
  private static byte[] wholeLines(byte[] body) {
    int end = body.length;
    while (end > 0 && body[end - 1] != '\n') {
      end--;
    }
    return Arrays.copyOf(body, end);
  }
}
