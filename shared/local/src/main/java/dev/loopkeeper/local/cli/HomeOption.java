package dev.loopkeeper.local.cli;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.run.RunningLoop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The folder that a local loop keeps everything in, and the loop that runs it. */
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "loopkeeper-home",
            description = "The folder of the loop: configuration, data, models, journal. Default: ${DEFAULT-VALUE}")
    private Path home;

    Path path() {
        return home;
    }

    /** Where the loop of this home listens, empty when none runs. */
    Optional<RunningLoop.Address> address() {
        try {
            Path file = home.resolve("loop.json");
            RunningLoop.Address address =
                    Json.read(Files.readAllBytes(file), RunningLoop.Address.class, file.toString());
            return Optional.of(address).filter(a -> ProcessHandle.of(a.pid())
                    .filter(ProcessHandle::isAlive)
                    .isPresent());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Sends a request with the home's token. */
    HttpResponse<byte[]> send(RunningLoop.Address address, String method, String path, byte[] body) {
        try {
            String token = Files.readString(home.resolve("token")).strip();
            HttpRequest request = HttpRequest.newBuilder(URI.create(address.url() + path))
                    .timeout(Duration.ofSeconds(20))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw LoopException.transientFailure(
                    "the loop at " + address.url() + " did not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoopException.transientFailure("interrupted", e);
        }
    }
}
