package dev.loopkeeper.local.serve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server on a free loopback port, and someone who calls it. */
final class ServeBench implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final List<String> said = Collections.synchronizedList(new ArrayList<>());
    final ServeServer server;

    private ServeBench(Map<String, String> env, String... args) throws IOException {
        server = new ServeServer(ServeSettings.of(args, env), said::add);
    }

    /** Listens and has not loaded anything. */
    static ServeBench listening(String model, String... more) throws IOException {
        return new ServeBench(Map.of(), arguments(model, more));
    }

    /** Serves. */
    static ServeBench serving(Path model, String... more) throws IOException {
        ServeBench bench = listening(model.toString(), more);
        bench.server.load();
        return bench;
    }

    static String[] arguments(String model, String... more) {
        List<String> fixed = List.of("--host", "127.0.0.1", "--port", "0", "--drain-seconds", "0", "--model", model);
        return Stream.concat(fixed.stream(), Stream.of(more)).toArray(String[]::new);
    }

    HttpResponse<String> get(String path) {
        return send(server.port(), "GET", path, "");
    }

    HttpResponse<String> predict(String body) {
        return send(server.port(), "POST", "/predict", body);
    }

    static HttpResponse<String> send(int port, String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.tree(response.body().getBytes(StandardCharsets.UTF_8), "answer");
    }

    /** A request's body. */
    static String instances(List<Map<String, String>> rows) {
        return new String(Json.write(Map.of("instances", rows)), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
