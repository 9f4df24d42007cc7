package dev.loopkeeper.local.store;

import dev.loopkeeper.store.ObjectInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What tells one version of a file from every other of the same name: inode, time of change and size.
 * {@link TemporaryFiles} gives every file that the store writes a time of its own, because file systems reuse inodes at
 * once and tick in milliseconds.
 */
record Stamp(String inode, long changedNanos, long size) {
    private static final String INODE = "ino=";

    /** The stamp of a regular file; empty for anything else, links among them. */
    static Optional<Stamp> of(Path file) throws IOException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isRegularFile() ? Optional.of(of(found)) : Optional.empty();
        } catch (IOException e) {
            if (e instanceof NoSuchFileException || !Files.isDirectory(file.getParent())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static Stamp of(BasicFileAttributes file) {
        String key = String.valueOf(file.fileKey());
        int from = key.indexOf(INODE) + INODE.length();
        int to = key.indexOf(')', from);
        return new Stamp(
                from >= INODE.length() && to > from ? key.substring(from, to) : "0",
                file.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                file.size());
    }

    ObjectInfo info(String key) {
        return new ObjectInfo(key, inode + "-" + Long.toHexString(changedNanos) + "-" + size, size);
    }
}
