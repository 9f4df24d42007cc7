package dev.loopkeeper.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The loop as a person with a browser or curl meets it: {@code status.json} and the control requests. */
final class LoopClient {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LoopProcess loop;
    private final Path home;
    private final String model;

    LoopClient(LoopProcess loop, Path home, String model) {
        this.loop = loop;
        this.home = home;
        this.model = model;
    }

    /** How the model stands, empty while the loop does not answer or does not know it yet. */
    Optional<JsonNode> status() {
        return get("/models/" + model + "/status.json").map(body -> Json.tree(body, "status.json"));
    }

    /** A page or document; empty when there is none or nobody answers. */
    Optional<byte[]> get(String path) {
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create(loop.address().url() + path))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoopException.transientFailure("the demo was interrupted", e);
        }
    }

    /** Asks for something as a person would: {@code rollback}, {@code retrain}. Returns what the loop said. */
    String ask(String action, String reason, String by) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(loop.address().url() + "/models/" + model + ":" + action))
                    .timeout(PATIENCE)
                    .header(
                            "Authorization",
                            "Bearer " + Files.readString(home.resolve("token")).strip())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(Map.of("reason", reason, "by", by))))
                    .build();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode said = Json.tree(answer.body(), "the loop's answer");
            if (answer.statusCode() != 200) {
                throw LoopException.transientFailure(
                        "the loop refused " + action + ": "
                                + said.at("/error/message").asText(),
                        null);
            }
            return said.path("message").asText();
        } catch (IOException e) {
            throw LoopException.transientFailure("the loop did not answer " + action + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoopException.transientFailure("the demo was interrupted", e);
        }
    }
}
