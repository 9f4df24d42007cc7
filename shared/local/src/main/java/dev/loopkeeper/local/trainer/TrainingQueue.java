package dev.loopkeeper.local.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The attempts that are not over, in order of their submission: a marker file each, so that looking for work costs no
 * more the longer the history grows.
 */
final class TrainingQueue {
    private final Path folder;

    TrainingQueue(Path folder) {
        this.folder = folder;
    }

    void add(String model, String name) {
        OneFile.create(folder.resolve(model + "~" + name), "");
    }

    void remove(String model, String name) {
        OneFile.delete(folder.resolve(model + "~" + name));
    }

    /** Model and name of each attempt, the first submitted first. */
    List<String[]> inOrder() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> markers = Files.list(folder)) {
            return markers.filter(m -> m.getFileName().toString().contains("~"))
                    .sorted(Comparator.comparing(TrainingQueue::added).thenComparing(m -> m))
                    .map(m -> m.getFileName().toString().split("~", 2))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static long added(Path marker) {
        try {
            return Files.getLastModifiedTime(marker).toMillis();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Runs the work unless another thread or process is at it, which then sees the same queue. */
    void alone(Runnable work) {
        try (FileChannel channel = FileChannel.open(
                        Files.createDirectories(folder).resolve(".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                work.run();
            }
        } catch (OverlappingFileLockException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + folder, e);
        }
    }
}
