package dev.loopkeeper.local.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Small text files that are whole or absent, whoever is killed while writing, and that can be created by one process
 * only.
 */
final class OneFile {
    private OneFile() {}

    /** Creates the file; {@code false} when it exists. Of any number of processes exactly one gets {@code true}. */
    static boolean create(Path file, String text) {
        Path temporary = written(file, text);
        try {
            Files.createLink(file, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + file, e);
        } finally {
            delete(temporary);
        }
    }

    /** Creates or replaces the file. */
    static void replace(Path file, String text) {
        try {
            Files.move(written(file, text), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    private static Path written(Path file, String text) {
        try {
            Path folder = Files.createDirectories(file.getParent());
            return Files.writeString(Files.createTempFile(folder, ".new-", ""), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write beside " + file, e);
        }
    }
}
