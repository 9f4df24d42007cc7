package dev.loopkeeper.local.endpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The file of one version that prediction lines are appended to; it is renamed when it is complete. */
final class PredictionFile {
    static final String OPEN = ".open";
    private static final long FULL_BYTES = 4 << 20;
    /** However fast the clock runs, files do not become too many. */
    private static final long SHORTEST_NANOS = 250_000_000L;

    private final Path folder;
    private final Consumer<Path> closed;
    private FileChannel channel;
    private Path file;
    private Instant since;
    private long openedAt;

    /** @param closed told the name of every complete file */
    PredictionFile(Path folder, Consumer<Path> closed) {
        this.folder = folder;
        this.closed = closed;
    }

    synchronized void append(byte[] lines, Instant now, Supplier<String> name) throws IOException {
        if (channel == null) {
            file = Files.createDirectories(folder).resolve(name.get() + OPEN);
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            since = now;
            openedAt = System.nanoTime();
        }
        ByteBuffer rest = ByteBuffer.wrap(lines);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        if (channel.position() >= FULL_BYTES) {
            close();
        }
    }

    /** Closes the file when it has been open for {@code every} of the clock. */
    synchronized void closeIfDue(Instant now, Duration every) throws IOException {
        if (channel == null) {
            return;
        }
        boolean old = System.nanoTime() - openedAt >= SHORTEST_NANOS;
        if (old && !now.isBefore(since.plus(every))) {
            close();
        }
    }

    synchronized void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
            closed.accept(Files.move(file, PredictionLog.closedName(file)));
        }
    }
}
