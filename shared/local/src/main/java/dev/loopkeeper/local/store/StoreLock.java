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
 * Keeps a replace and a conditional delete apart, across threads and processes. The operating system gives it back when its
 * holder is killed. Creating needs no lock.
 */
final class StoreLock {
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);

  private final ReentrantLock threads = new ReentrantLock();
  private final FileChannel channel;

  StoreLock(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** What is done under the lock. */
  interface Action<T> {
    T run() throws IOException;
  }

  <T> T holding(Action<T> action) throws IOException {
    threads.lock();
    try {
      FileLock file = lockFile();
      try {
        return action.run();
      } finally {
        file.release();
      }
    } finally {
      threads.unlock();
    }
  }

  private FileLock lockFile() throws IOException {
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
