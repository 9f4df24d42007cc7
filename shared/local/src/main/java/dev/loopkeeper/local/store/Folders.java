package dev.loopkeeper.local.store;

import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes folders when an object needs them and removes them when the last object is gone, both while others do the same.
 */
record Folders(Path root) {
    private static final int ATTEMPTS = 64;

    /** The one call that gives a file its name. */
    interface Placement {
        void run() throws IOException;
    }

    /**
     * Runs the placement with the file's folder in place; makes the folder again when another writer has just pruned
     * it.
     *
     * @throws FileAlreadyExistsException when the placement met a file, or a folder that is not empty
     */
    void placeIn(Path file, KeyPaths paths, Placement placement) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                make(file.getParent());
                paths.refuseLinks(file);
                placement.run();
                return;
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
                throw e;
            }
        }
    }

    private void make(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isRegularFile(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw LoopException.poison(
                    "object '" + root.relativize(folder) + "' exists, so no object can be below that name");
        }
        make(folder.getParent());
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw LoopException.poison("'" + root.relativize(folder) + "' is in the way: it is no folder", e);
            }
        }
        flush(folder.getParent());
    }

    /** Removes the folder and its parents while they are empty; top folders stay. */
    void prune(Path folder) {
        try {
            for (Path at = folder; at.getNameCount() > root.getNameCount() + 1; at = at.getParent()) {
                Files.delete(at);
            }
        } catch (IOException e) {
            // Somebody still uses it, or has removed it: either is fine.
        }
    }

    /** Makes the names in a folder survive a power cut; a failure leaves it open whether they do. */
    void flushOrUnknown(Path folder, String key) {
        try {
            flush(folder);
        } catch (NoSuchFileException e) {
            // Deleted and pruned by another writer since: there is no name left to keep.
        } catch (IOException e) {
            throw LoopException.unknownOutcome("cannot say whether object '" + key + "' is on disk: " + e, e);
        }
    }

    private static void flush(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return; // Windows keeps names in its own journal and cannot open a folder.
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
