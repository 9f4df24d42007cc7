package dev.loopkeeper.local.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a replace and a conditional delete apart, across threads and processes. The operating system gives it back when
 * its holder is killed. Creating needs no lock.
 */
final class StoreLock {
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);

    private final ReentrantLock threads = new ReentrantLock();
    private final Path file;
    private FileChannel channel;

    StoreLock(Path file) throws IOException {
        this.file = file;
        this.channel = open();
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** What is done under the lock. */
    interface Action<T> {
        T run() throws IOException;
    }

    <T> T holding(Action<T> action) throws IOException {
        threads.lock();
        try {
            FileLock held = lockFile();
            try {
                return action.run();
            } finally {
                held.release();
            }
        } finally {
            threads.unlock();
        }
    }

    private FileLock lockFile() throws IOException {
        if (!channel.isOpen()) {
            channel = open(); // A thread that was interrupted while it waited has closed it for everybody.
        }
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                // Another store object of this process holds it: the operating system cannot tell us apart.
                LockSupport.parkNanos(PAUSE);
            }
        }
    }
}
