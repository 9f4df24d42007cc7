package dev.loopkeeper.local.store;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * An object store on a local folder, shared by any number of threads and processes: the key is the file's path below
 * the root.
 *
 * <p>A write goes to a hidden temporary file, is flushed to disk, and only then gets its name by one atomic call of the
 * file system: a hard link, which fails when the name exists, or a rename. So a reader meets whole objects only, a
 * killed writer leaves nothing but a temporary file, and an acknowledged write survives a power cut. A delete is not
 * flushed: a power cut may bring the object back, a kill may not.
 *
 * <p>The file system adds three limits to the port: a segment has at most 255 bytes, a name cannot be an object and a
 * folder of objects at once ({@code a} and {@code a/b}), and symbolic links are never followed. The first two are
 * {@code POISON}.
 */
public final class FileObjectStore implements ObjectStore {
    private static final long LARGEST_GET = 16L << 20;

    private final KeyPaths paths;
    private final Folders folders;
    private final TemporaryFiles temporary;
    private final StoreLock lock;

    /**
     * Opens the folder, makes it when it is missing, and removes what writers killed more than 15 minutes ago left
     * behind.
     */
    public FileObjectStore(Path root) {
        try {
            this.folders = new Folders(Files.createDirectories(root).toRealPath());
            this.paths = new KeyPaths(folders.root());
            this.temporary = TemporaryFiles.open(folders.root().resolve(KeyPaths.TEMPORARY));
            this.lock = new StoreLock(temporary.folder().resolve("lock"));
        } catch (IOException e) {
            throw LoopException.transientFailure("cannot open the store in folder " + root + ": " + e, e);
        }
    }

    /** The folder that holds the objects. */
    public Path root() {
        return folders.root();
    }

    @Override
    public Optional<byte[]> get(String key) {
        Path file = paths.of(key);
        try (InputStream in = openFile(file)) {
            byte[] body = in.readNBytes((int) LARGEST_GET + 1);
            if (body.length > LARGEST_GET) {
                throw LoopException.poison(
                        "object '" + key + "' is larger than 16 MiB, the limit of a record: stream it instead");
            }
            return Optional.of(body);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", key, e);
        }
    }

    @Override
    public InputStream open(String key) {
        Path file = paths.of(key);
        try {
            return openFile(file);
        } catch (NoSuchFileException e) {
            throw LoopException.transientFailure("object '" + key + "' does not exist (any more)", e);
        } catch (IOException e) {
            throw failed("read", key, e);
        }
    }

    private InputStream openFile(Path file) throws IOException {
        paths.refuseLinks(file);
        if (Stamp.of(file).isEmpty()) {
            throw new NoSuchFileException(file.toString());
        }
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] body) {
        Path file = paths.of(key);
        if (exists(key, file)) {
            folders.flushOrUnknown(file.getParent(), key);
            return false;
        }
        Path whole = write(key, body);
        try {
            return link(key, file, whole);
        } finally {
            temporary.discard(whole);
        }
    }

    private boolean link(String key, Path file, Path whole) {
        boolean created = true;
        try {
            folders.placeIn(file, paths, () -> Files.createLink(file, whole));
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                throw paths.folderInTheWay(key, e);
            }
            created = false;
        } catch (IOException e) {
            throw failed("create", key, e);
        } catch (UnsupportedOperationException e) {
            throw LoopException.poison(
                    "folder " + root() + " is on a file system without hard links, which an atomic create "
                            + "needs: choose a folder on a local disk",
                    e);
        }
        folders.flushOrUnknown(file.getParent(), key);
        return created;
    }

    @Override
    public void put(String key, byte[] body) {
        Path file = paths.of(key);
        Path whole = write(key, body);
        try {
            lock.holding(() -> replace(file, whole));
        } catch (IOException e) {
            throw Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                    ? paths.folderInTheWay(key, e)
                    : failed("write", key, e);
        } finally {
            temporary.discard(whole);
        }
        folders.flushOrUnknown(file.getParent(), key);
    }

    private Path write(String key, byte[] body) {
        try {
            return temporary.write(body);
        } catch (IOException e) {
            throw failed("write", key, e);
        }
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        Path file = paths.of(key);
        try {
            paths.refuseLinks(file);
            return Stamp.of(file).map(stamp -> stamp.info(key));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("look at", key, e);
        }
    }

    @Override
    public List<ObjectInfo> list(String prefix, String after, int limit) {
        try {
            return new Listing(paths, prefix, after, limit).read();
        } catch (DirectoryIteratorException e) {
            throw failed("list", prefix, e.getCause());
        } catch (IOException e) {
            throw failed("list", prefix, e);
        }
    }

    @Override
    public void delete(String key) {
        Path file = paths.of(key);
        try {
            lock.holding(() -> remove(file));
        } catch (IOException e) {
            throw failed("delete", key, e);
        }
    }

    @Override
    public boolean deleteIf(ObjectInfo seen) {
        Path file = paths.of(seen.key());
        try {
            return lock.holding(() -> stat(seen.key()).filter(seen::equals).isPresent() && remove(file));
        } catch (IOException e) {
            throw failed("delete", seen.key(), e);
        }
    }

    private Path replace(Path file, Path whole) throws IOException {
        folders.placeIn(
                file,
                paths,
                () -> Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
        return file;
    }

    private boolean remove(Path file) throws IOException {
        if (!stampBehindNoLink(file)) {
            return false;
        }
        boolean removed = Files.deleteIfExists(file);
        folders.prune(file.getParent());
        return removed;
    }

    private boolean stampBehindNoLink(Path file) throws IOException {
        try {
            paths.refuseLinks(file);
            return Stamp.of(file).isPresent();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean exists(String key, Path file) {
        try {
            return Stamp.of(file).isPresent();
        } catch (IOException e) {
            throw failed("look at", key, e);
        }
    }

    private static LoopException failed(String what, String key, IOException e) {
        return LoopException.transientFailure("cannot " + what + " object '" + key + "': " + e, e);
    }
}
