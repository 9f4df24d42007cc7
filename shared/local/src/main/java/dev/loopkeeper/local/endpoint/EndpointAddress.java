package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.AtomicFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the running server is: {@code endpoint.json} in the home, written once it listens and removed when it stops in
 * order.
 *
 * @param startedAt in real time
 */
public record EndpointAddress(long pid, String host, int port, Instant startedAt) {
    /** The address in the home, whether or not a server still answers there. */
    public static Optional<EndpointAddress> read(Path home) {
        Path file = file(home);
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), EndpointAddress.class, file.toString()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw LoopException.transientFailure("address of the endpoint " + file + " cannot be read", e);
        }
    }

    /** The root of its URLs; predictions go to {@code <uri>/endpoints/<name>:predict}. */
    public URI uri() {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + shown + ":" + port);
    }

    void write(Path home) throws IOException {
        AtomicFile.replace(file(home), Json.write(this));
    }

    static void remove(Path home) throws IOException {
        Files.deleteIfExists(file(home));
    }

    private static Path file(Path home) {
        return home.resolve("endpoint.json");
    }
}
