package dev.loopkeeper.local.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.local.store.FileObjectStore;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.EndpointView.Deployment;
import dev.loopkeeper.rollout.TrafficSplit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A real endpoint server in a process of its own, with a home of its own and versions made of text. */
final class Bench implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path home;
    private final EndpointProcess process;
    private final LocalEndpoint endpoint;
    private EndpointAddress address;

    Bench(Path home, Duration timeout) {
        this.home = home;
        this.process =
                new EndpointProcess(home, new EndpointProcess.Options("127.0.0.1", OptionalInt.empty(), timeout));
        this.endpoint = new LocalEndpoint(home);
        this.address = process.ensureRunning();
    }

    FileObjectStore store() {
        return new FileObjectStore(home);
    }

    LocalEndpoint endpoint() {
        return endpoint;
    }

    EndpointProcess process() {
        return process;
    }

    EndpointAddress address() {
        return address;
    }

    void restart() {
        address = process.ensureRunning();
    }

    /** Stores an artefact and deploys it; returns when it is ready. */
    void deploy(String name, String version, String content) {
        String key = "runs/" + name + "/run-" + version + "/model.constant";
        store().put(key, content.getBytes(StandardCharsets.UTF_8));
        endpoint.deploy(name, version, key);
        await(() -> endpoint.read(name).deployments().get(version) == Deployment.READY);
    }

    void shift(String name, TrafficSplit split) {
        EndpointView view = endpoint.read(name);
        assertThat(endpoint.shift(name, split, view.token())).isTrue();
    }

    HttpResponse<String> predict(String name, String body, String... headers) {
        return send("POST", "/endpoints/" + name + ":predict", body, headers);
    }

    /** Asks n times with one instance and counts the answers by version; failures count as their status. */
    Map<String, Integer> traffic(String name, int n) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < n; i++) {
            HttpResponse<String> response = predict(name, "{\"instances\":[{\"x\":1}]}");
            counts.merge(
                    response.headers().firstValue("Loopkeeper-Version").orElse("" + response.statusCode()),
                    1,
                    Integer::sum);
        }
        return counts;
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.uri() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value of one sample of the metrics page. */
    double metric(String sample) {
        return send("GET", "/metrics", "")
                .body()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sample " + sample));
    }

    static JsonNode json(HttpResponse<String> response) {
        return Json.tree(response.body().getBytes(StandardCharsets.UTF_8), "answer");
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("waited " + PATIENCE.toSeconds() + " s in vain")
                    .isLessThan(deadline);
            LockSupport.parkNanos(20_000_000L);
        }
    }

    @Override
    public void close() {
        process.stop();
    }
}
