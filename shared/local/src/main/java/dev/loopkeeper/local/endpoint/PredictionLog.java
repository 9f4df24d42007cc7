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
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Writes predictions to local files before they are answered, and publishes the files to the object store.
 *
 * <p>A file's name is its object's name, so publishing again after a crash changes nothing; what a killed server left
 * behind is published by the next. A kill loses no line that was answered; a power failure may lose the last seconds.
 */
final class PredictionLog {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);
    private static final String CLOSED = ".jsonl";
    private static final long RETRY_NANOS = 5_000_000_000L;

    private final Path folder;
    private final ObjectStore store;
    private final InstantSource clock;
    private final Duration every;
    private final AtomicLong number = new AtomicLong(System.currentTimeMillis());
    private final Map<Path, PredictionFile> open = new ConcurrentHashMap<>();
    private final Queue<Path> closed = new ConcurrentLinkedQueue<>();
    private volatile long notBefore = System.nanoTime();

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
        recover();
    }

    /** Appends lines of one version; they survive the death of this process once the call returned. */
    void append(String model, String version, byte[] lines) throws IOException {
        PredictionFile file = open.computeIfAbsent(
                folder.resolve(model).resolve(version), fresh -> new PredictionFile(fresh, closed::add));
        Instant now = clock.instant();
        file.append(lines, now, () -> SECOND.format(now) + "-" + number.incrementAndGet());
    }

    /**
     * Closes files that are due and publishes every closed one; a store that fails is tried again after some seconds.
     */
    void publishDue() throws IOException {
        Instant now = clock.instant();
        for (PredictionFile file : open.values()) {
            file.closeIfDue(now, every);
        }
        if (System.nanoTime() - notBefore >= 0) {
            publishClosed();
        }
    }

    /** Closes and publishes everything now. */
    void publishAll() throws IOException {
        for (PredictionFile file : open.values()) {
            file.close();
        }
        publishClosed();
    }

    private synchronized void publishClosed() throws IOException {
        for (Path file = closed.peek(); file != null; file = closed.peek()) {
            try {
                publish(file);
                closed.remove();
            } catch (IOException | LoopException e) {
                notBefore = System.nanoTime() + RETRY_NANOS;
                throw new IOException("predictions " + file + " could not be published, kept for the next try", e);
            }
        }
    }

    private void publish(Path file) throws IOException {
        Path version = file.getParent();
        Path model = version.getParent();
        byte[] body = wholeLines(Files.readAllBytes(file));
        if (body.length > 0) {
            String prefix = Layout.predictionsPrefix(
                    model.getFileName().toString(), version.getFileName().toString());
            store.putIfAbsent(prefix + file.getFileName(), body);
        }
        Files.delete(file);
    }

    private void recover() throws IOException {
        try (Stream<Path> left = Files.walk(folder, 3)) {
            for (Path file : left.filter(Files::isRegularFile).sorted().toList()) {
                boolean open = file.getFileName().toString().endsWith(PredictionFile.OPEN);
                closed.add(open ? Files.move(file, closedName(file)) : file);
            }
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
