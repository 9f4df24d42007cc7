package dev.loopkeeper.local.serve;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.store.StoreAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the artefact where the platform says it is: an object, a local file, or a folder of either kind. In a local
 * folder it may lie some folders deeper, because Azure ML mounts what was registered with its own folder.
 */
final class Artefact {
    private static final int DEEPEST = 4;

    private Artefact() {}

    /**
     * Opens it; {@code POISON} when the place cannot hold it, {@code TRANSIENT} when a later try may find it. The
     * caller closes the stream.
     *
     * @param model address or path
     * @param file name, when that is a folder
     */
    static InputStream open(String model, String file) {
        if (model.contains("://")) {
            StoreAddress address = StoreAddress.of(ServeOption.MODEL.flag(), model);
            boolean whole = address.key().endsWith(".zip");
            return address.store().open(whole ? address.key() : address.key() + "/" + file);
        }
        try {
            return Files.newInputStream(find(Path.of(model), file));
        } catch (IOException e) {
            throw LoopException.transientFailure("artefact in " + model + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Path find(Path place, String file) throws IOException {
        if (Files.isRegularFile(place)) {
            return place;
        }
        if (Files.isRegularFile(place.resolve(file))) {
            return place.resolve(file);
        }
        if (!Files.isDirectory(place)) {
            throw LoopException.poison(ServeOption.MODEL.flag() + " is '" + place + "', which does not exist");
        }
        try (Stream<Path> below = Files.find(
                place,
                DEEPEST,
                (path, attributes) -> attributes.isRegularFile()
                        && path.getFileName().toString().equals(file))) {
            List<Path> found = below.sorted().toList();
            if (found.size() != 1) {
                throw LoopException.poison("folder " + place + " must hold one " + file + ", it holds "
                        + (found.isEmpty() ? "none" : found));
            }
            return found.get(0);
        }
    }
}
