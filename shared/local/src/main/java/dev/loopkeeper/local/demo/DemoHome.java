package dev.loopkeeper.local.demo;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folder of a demo, and what the outside world does in it: uploads, outcomes, an edited {@code loop.yaml}. */
final class DemoHome {
    static final String MODEL = "late-arrivals";
    private static final String MARKER = "loopkeeper-demo.txt";
    private final Path root;

    private DemoHome(Path root) {
        this.root = root;
    }

    /**
     * Makes a fresh home; an earlier demo's is replaced, anything else is left alone.
     *
     * @throws LoopException of kind {@code POISON} when the folder holds something else
     */
    static DemoHome fresh(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            if (Files.exists(root) && !Files.exists(root.resolve(MARKER)) && !empty(root)) {
                throw LoopException.poison(
                        root + " is not an earlier demo's home, so it is left alone: name another folder with --home");
            }
            if (Files.exists(root)) {
                clear(root);
            }
            Files.createDirectories(root);
            Files.writeString(
                    root.resolve(MARKER),
                    "A home of 'loopkeeper demo'. The next demo in this place replaces the whole folder.\n");
            return new DemoHome(root);
        } catch (IOException e) {
            throw LoopException.poison(
                    "cannot make the home " + root + ": " + e.getMessage() + "; name another folder with --home", e);
        }
    }

    private static boolean empty(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }

    /** The marker goes last: a demo that was stopped half way through may be replaced all the same. */
    private static void clear(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(root) && !path.equals(root.resolve(MARKER))) {
                    Files.delete(path);
                }
            }
        }
        Files.delete(root.resolve(MARKER));
    }

    Path root() {
        return root;
    }

    Path resolve(String key) {
        return root.resolve(key);
    }

    /** Uploads a batch: it appears under its name whole, at once. */
    void upload(String name, String text) {
        place("data/" + MODEL + "/" + name, text);
    }

    void outcomes(String name, String text) {
        place(Layout.outcomesPrefix(MODEL) + name, text);
    }

    void configureFirst() {
        place(Layout.config(MODEL), DemoConfig.first());
    }

    void configure(Map<String, String> params) {
        place(Layout.config(MODEL), DemoConfig.yaml(params));
    }

    /** Makes the file system report files once more although nothing in them changed. */
    void reportAgain(List<String> names) {
        try {
            for (String name : names) {
                Path file = resolve("data/" + MODEL + "/" + name);
                FileTime same = Files.getLastModifiedTime(file);
                Files.setLastModifiedTime(file, same);
            }
        } catch (IOException e) {
            throw LoopException.transientFailure("the demo cannot touch its uploads: " + e.getMessage(), e);
        }
    }

    private void place(String key, String text) {
        Path file = root.resolve(key);
        try {
            Files.createDirectories(file.getParent());
            Path half = file.resolveSibling("." + file.getFileName() + ".tmp");
            Files.write(half, text.getBytes(StandardCharsets.UTF_8));
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw LoopException.transientFailure("the demo cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** How many objects lie below a prefix. */
    long count(String prefix) {
        return files(prefix).size();
    }

    /** The files below a prefix, by name; what the loop deletes meanwhile is left out. */
    List<Path> files(String prefix) {
        List<Path> found = new ArrayList<>();
        try {
            if (Files.isDirectory(root.resolve(prefix))) {
                Files.walkFileTree(root.resolve(prefix), new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (!file.getFileName().toString().startsWith(".")) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                        return gone(e);
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                        return gone(e);
                    }
                });
            }
        } catch (IOException e) {
            throw LoopException.transientFailure(
                    "the demo cannot look into " + root.resolve(prefix) + ": " + e.getMessage(), e);
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private static FileVisitResult gone(IOException e) throws IOException {
        if (e != null && !(e instanceof NoSuchFileException)) {
            throw e;
        }
        return FileVisitResult.CONTINUE;
    }
}
