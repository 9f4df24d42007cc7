package dev.loopkeeper.local.store;

import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectKeys;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * One walk in key order. It reads only folders that can hold a key of the answer, and asks for the attributes of
 * nothing before {@code after}; one folder costs as much as it has entries.
 */
final class Listing {
    private final KeyPaths paths;
    private final String prefix;
    private final String after;
    private final int limit;
    private final List<ObjectInfo> found = new ArrayList<>();

    Listing(KeyPaths paths, String prefix, String after, int limit) {
        this.paths = paths;
        this.prefix = prefix;
        this.after = after;
        this.limit = limit;
    }

    List<ObjectInfo> read() throws IOException {
        String start = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        if (start.isEmpty()) {
            walk(paths.root(), "");
        } else if (wantedAsFolder(start) && !start.startsWith(KeyPaths.TEMPORARY + "/")) {
            startAt(paths.of(start.substring(0, start.length() - 1)), start);
        }
        return List.copyOf(found);
    }

    private void startAt(Path folder, String folderKey) throws IOException {
        try {
            paths.refuseLinks(folder.resolve("any"));
            walk(folder, folderKey);
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Nothing was ever stored below the prefix.
        }
    }

    private void walk(Path folder, String folderKey) throws IOException {
        // A folder sorts as the first key it could hold, so that "a-b" and "a.b" fall before and "a0" behind "a/...".
        TreeMap<String, Path> candidates = new TreeMap<>(ObjectKeys.BYTE_ORDER);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String key = folderKey + entry.getFileName();
                if (wantedAsObject(key)) {
                    candidates.put(key, entry);
                }
                if (wantedAsFolder(key + "/")) {
                    candidates.put(key + "/", entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return; // Pruned, or replaced by an object, since its parent was read.
        }
        for (var candidate : candidates.entrySet()) {
            if (found.size() >= limit) {
                return;
            }
            take(candidate.getKey(), candidate.getValue());
        }
    }

    private void take(String key, Path path) throws IOException {
        try {
            BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (is.isDirectory() && key.endsWith("/")) {
                walk(path, key);
            } else if (is.isRegularFile() && !key.endsWith("/")) {
                found.add(Stamp.of(is).info(key));
            }
        } catch (NoSuchFileException e) {
            // Deleted since the folder was read.
        }
    }

    private boolean wantedAsObject(String key) {
        return key.startsWith(prefix) && (after.isEmpty() || ObjectKeys.BYTE_ORDER.compare(key, after) > 0);
    }

    private boolean wantedAsFolder(String folderKey) {
        boolean overlaps = folderKey.startsWith(prefix) || prefix.startsWith(folderKey);
        boolean behind = after.startsWith(folderKey) || ObjectKeys.BYTE_ORDER.compare(folderKey, after) > 0;
        return overlaps && behind && !folderKey.equals(KeyPaths.TEMPORARY + "/");
    }
}
