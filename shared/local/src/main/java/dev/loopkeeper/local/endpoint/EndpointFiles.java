package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.AtomicFile;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where the server keeps its own files: {@code endpoints/} below the home.
 *
 * <p>An artefact is copied out of the store when it is deployed, so that a served version can be restarted whatever
 * becomes of the run that made it.
 */
final class EndpointFiles {
    private static final String JSON = ".json";

    private final Path folder;
    private final ObjectStore store;

    EndpointFiles(Path home, ObjectStore store) {
        this.folder = home.resolve("endpoints");
        this.store = store;
    }

    SortedMap<String, EndpointState> load() throws IOException {
        Files.createDirectories(folder);
        SortedMap<String, EndpointState> states = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(JSON) && !name.startsWith(".")) {
                    states.put(
                            name.substring(0, name.length() - JSON.length()),
                            Json.read(Files.readAllBytes(file), EndpointState.class, file.toString()));
                }
            }
        }
        return states;
    }

    void save(String endpoint, EndpointState state) {
        try {
            AtomicFile.replace(folder.resolve(endpoint + JSON), Json.write(state));
        } catch (IOException e) {
            throw LoopException.transientFailure(
                    "state of endpoint " + endpoint + " cannot be written to " + folder, e);
        }
    }

    /** The local copy of an artefact, fetched when there is none yet. */
    Path artefact(String endpoint, String version, String key) throws IOException {
        Path copy = folder(endpoint, version).resolve(key.substring(key.lastIndexOf('/') + 1));
        if (Files.exists(copy)) {
            return copy;
        }
        Files.createDirectories(copy.getParent());
        Path part = copy.resolveSibling(copy.getFileName() + ".part");
        try (InputStream in = store.open(key)) {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes what was kept for a version that is no longer deployed. */
    void forget(String endpoint, String version) throws IOException {
        Path all = folder(endpoint, version);
        if (Files.exists(all)) {
            try (Stream<Path> paths = Files.walk(all)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    Path log(String endpoint, String version) {
        return folder.resolve("logs").resolve(endpoint).resolve(version + ".log");
    }

    Path predictions() {
        return folder.resolve("predictions");
    }

    private Path folder(String endpoint, String version) {
        return folder.resolve("artefacts").resolve(endpoint).resolve(version);
    }
}
