package dev.loopkeeper.local.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Writes whole, flushed files under names nobody looks at. */
final class TemporaryFiles {
    private static final Duration STALE = Duration.ofMinutes(15);
    private static final String PREFIX = "write-";

    private final Path folder;
    private final AtomicLong lastMicros = new AtomicLong();
    private final long nanosOfThisProcess = ProcessHandle.current().pid() % 1_000;

    private TemporaryFiles(Path folder) {
        this.folder = folder;
    }

    /** Opens the folder and removes what killed writers left in it. */
    static TemporaryFiles open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Instant stale = Instant.now().minus(STALE);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path file : left) {
                removeOlder(file, stale);
            }
        }
        return new TemporaryFiles(folder);
    }

    private static void removeOlder(Path file, Instant stale) throws IOException {
        try {
            if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(stale)) {
                Files.deleteIfExists(file);
            }
        } catch (java.nio.file.NoSuchFileException e) {
            // Its writer finished in between.
        }
    }

    Path folder() {
        return folder;
    }

    /** A file with this body, on disk, with a time of change that no other file of the store has. */
    Path write(byte[] body) throws IOException {
        Path file = folder.resolve(PREFIX + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(body);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            Files.setLastModifiedTime(file, FileTime.from(nextNanos(), TimeUnit.NANOSECONDS));
            channel.force(true);
            return file;
        } catch (IOException | RuntimeException e) {
            discard(file);
            throw e;
        }
    }

    /** Removes the file if it is still there; what stays is removed when a store is opened later. */
    void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The object has its name already, or never gets one: the leftover harms nobody.
        }
    }

    private long nextNanos() {
        long now = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        long micros = lastMicros.updateAndGet(last -> Math.max(now, last + 1));
        return TimeUnit.MICROSECONDS.toNanos(micros) + nanosOfThisProcess;
    }
}
