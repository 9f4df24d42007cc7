package dev.loopkeeper.local.run;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Storage events of a directory tree: names files that have come or changed, once they stand still.
 *
 * <p>Users copy files in while they are being watched; a file counts as complete when its size and time have not
 * changed for a moment, and for longer when it stops in the middle of a line, as a slow copy does. The watcher may lose
 * events; a full look at a folder, on overflow and from time to time, finds what it lost. Not safe for more than one
 * thread.
 */
final class Arrivals implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Arrivals.class);
    private static final long SETTLE_NANOS = 300_000_000L;
    private static final long HALF_NANOS = 10_000_000_000L;
    private static final long OLD_MILLIS = 2_000;

    private record Seen(long size, long modified, long at) {}

    private static final Seen UNSEEN = new Seen(-1, -1, 0);

    private final WatchService watcher;
    private final Map<WatchKey, Path> folders = new HashMap<>();
    private final Set<Path> watched = new HashSet<>();
    private final Map<Path, Seen> candidates = new ConcurrentSkipListMap<>();

    Arrivals(Path root) {
        try {
            this.watcher = root.getFileSystem().newWatchService();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot watch " + root, e);
        }
    }

    /** Watches a folder and all below it, and takes every file in it as come; it is made when missing. */
    void watch(Path folder) {
        try {
            Files.createDirectories(folder);
            register(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot watch " + folder + ": " + e.getMessage(), e);
        }
    }

    private void register(Path folder) throws IOException {
        if (watched.add(folder)) {
            folders.put(folder.register(watcher, ENTRY_CREATE, ENTRY_MODIFY), folder);
            look(folder);
        }
    }

    /** Looks at every watched folder as if all its files had just come. */
    void lookAtAll() {
        for (Path folder : List.copyOf(watched)) {
            try {
                look(folder);
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("cannot look into {}: {}", folder, e.getMessage());
            }
        }
    }

    private void look(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                consider(file);
            }
        }
    }

    private void consider(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.startsWith(".") || name.endsWith(".tmp") || name.endsWith(".part") || name.endsWith("~")) {
            return;
        }
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            register(file);
        } else {
            candidates.putIfAbsent(file, UNSEEN);
        }
    }

    /** The files that have come and stand still now, at most {@code limit}, in order of their names. */
    List<Path> settled(int limit) {
        drain();
        List<Path> ready = new ArrayList<>();
        long now = System.nanoTime();
        for (Path file : candidates.keySet()) {
            if (ready.size() == limit) {
                break;
            }
            if (still(file, now)) {
                ready.add(file);
            }
        }
        ready.forEach(candidates::remove);
        return ready;
    }

    private boolean still(Path file, long now) {
        try {
            long size = Files.size(file);
            long modified = Files.getLastModifiedTime(file).toMillis();
            Seen seen = candidates.get(file);
            if (seen.size() == size && seen.modified() == modified) {
                long quiet = now - seen.at();
                return quiet >= HALF_NANOS || quiet >= SETTLE_NANOS && whole(file, size);
            }
            // What nobody has touched for long was moved here, or came while nobody watched.
            boolean old = seen.size() < 0 && System.currentTimeMillis() - modified > OLD_MILLIS;
            candidates.put(file, new Seen(size, modified, now));
            return old && (System.currentTimeMillis() - modified > HALF_NANOS / 1_000_000 || whole(file, size));
        } catch (IOException e) {
            candidates.remove(file);
            return false;
        }
    }

    /** Text ends with a line break; of a packed file the end says nothing. */
    private static boolean whole(Path file, long size) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean text =
                name.endsWith(".csv") || name.endsWith(".jsonl") || name.endsWith(".tsv") || name.endsWith(".txt");
        if (!text || size == 0) {
            return true;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(size - 1).read(last);
            return last.get(0) == '\n' || last.get(0) == '\r';
        }
    }

    /** Takes a file up again that could not be taken in. */
    void again(Path file) {
        candidates.putIfAbsent(file, UNSEEN);
    }

    private void drain() {
        WatchKey key = watcher.poll();
        while (key != null) {
            Path folder = folders.get(key);
            for (WatchEvent<?> event : key.pollEvents()) {
                take(folder, event);
            }
            if (!key.reset()) {
                // Removed or moved away; should it come again, its parent says so.
                watched.remove(folders.remove(key));
            }
            key = watcher.poll();
        }
    }

    private void take(Path folder, WatchEvent<?> event) {
        try {
            if (event.kind() == OVERFLOW) {
                look(folder);
            } else {
                consider(folder.resolve((Path) event.context()));
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("cannot look into {}: {}", folder, e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            watcher.close();
        } catch (IOException e) {
            LOG.debug("watcher: {}", e.getMessage());
        }
    }
}
