package dev.loopkeeper.local.store;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Turns a checked object name into a path that cannot leave the root. */
record KeyPaths(Path root) {
    /** The folder of unfinished writes: no object can be named so, and no listing shows it. */
    static final String TEMPORARY = ".loopkeeper-tmp";

    private static final int SEGMENT = 255;

    Path of(String key) {
        ObjectKeys.check(key);
        String[] segments = key.split("/");
        if (segments[0].equals(TEMPORARY)) {
            throw LoopException.poison(
                    "object name '" + key + "' must not start with " + TEMPORARY + ", which holds unfinished writes");
        }
        for (String segment : segments) {
            int bytes = segment.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > SEGMENT) {
                throw LoopException.poison("object name has a segment of " + bytes + " bytes, a file system allows "
                        + SEGMENT + ": '" + key + "'");
            }
        }
        try {
            return root.resolve(key);
        } catch (InvalidPathException e) {
            throw LoopException.poison(
                    "object name '" + key + "' cannot be a file name here (" + e.getReason()
                            + "): run with a UTF-8 locale, such as LC_ALL=C.UTF-8",
                    e);
        }
    }

    /**
     * Refuses a path whose folders pass through a symbolic link.
     *
     * @throws NoSuchFileException when a folder is missing
     */
    void refuseLinks(Path file) throws IOException {
        Path folder = file.getParent();
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        if (!folder.toRealPath().equals(folder)) {
            throw LoopException.poison("object name '" + root.relativize(file)
                    + "' leads through a symbolic link: put real folders below " + root);
        }
    }

    LoopException folderInTheWay(String key, IOException e) {
        return LoopException.poison("object name '" + key + "' is the folder of other objects: choose another name", e);
    }
}
