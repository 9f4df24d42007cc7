package dev.loopkeeper.local.endpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The right to serve a home, held by one process at a time and given back by its death, however it dies. */
final class ServerLock implements AutoCloseable {
    private final FileChannel file;

    private ServerLock(FileChannel file) {
        this.file = file;
    }

    /** Takes the right, unless a live process has it. */
    static Optional<ServerLock> take(Path home) throws IOException {
        Files.createDirectories(home);
        FileChannel file =
                FileChannel.open(home.resolve("endpoint.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this very process looks at the same moment: not free.
            lock = null;
        } finally {
            if (lock == null) {
                file.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(new ServerLock(file));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
