package dev.loopkeeper.local.endpoint;

import com.sun.net.httpserver.HttpExchange;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.store.ObjectKeys;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** {@code /admin/...}: what the loop asks of the endpoint. Every call needs the token of the home. */
final class AdminRoute {
    private final EndpointCatalog catalog;
    private final AdminToken token;
    private final InstantSource clock;
    private final ServerControl control;

    /** What concerns the server as a whole. */
    interface ServerControl {
        /** Publishes every prediction logged so far. */
        void publish() throws IOException;

        /** Stops the server and its versions, after the answer. */
        void stop();
    }

    /** Body of a deployment. */
    record Deploy(String version, String artifact) {}

    /** Body of a shift. */
    record Shift(TrafficSplit split, String token) {}

    /** Answer with a quantile. */
    record Latency(OptionalDouble millis) {}

    AdminRoute(EndpointCatalog catalog, AdminToken token, InstantSource clock, ServerControl control) {
        this.catalog = catalog;
        this.token = token;
        this.clock = clock;
        this.control = control;
    }

    /** Answers {@code /admin/endpoints/<name>/<what>/<version>} and the calls without an endpoint. */
    void answer(HttpExchange exchange) throws IOException {
        if (!token.matches(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            throw new HttpProblem(
                    401, "unauthorized", "the admin API needs the bearer token in endpoint.token of the home");
        }
        String[] path =
                exchange.getRequestURI().getPath().substring("/admin/".length()).split("/", -1);
        String call = exchange.getRequestMethod() + " " + path[0] + (path.length > 2 ? "/" + path[2] : "") + "#"
                + path.length;
        switch (call) {
            case "POST publish#1" -> publish(exchange);
            case "POST stop#1" -> stop(exchange);
            case "GET endpoints#2" -> Exchanges.json(exchange, 200, view(path[1]));
            case "POST endpoints/deployments#3" -> deploy(exchange, path[1]);
            case "DELETE endpoints/deployments#4" -> undeploy(exchange, path[1], path[3]);
            case "PUT endpoints/split#3" -> shift(exchange, path[1]);
            case "GET endpoints/windows#3" -> windows(exchange, path[1]);
            case "GET endpoints/latency#3" -> latency(exchange, path[1]);
            default ->
                throw new HttpProblem(
                        404, "unknown-call", "the admin API has no call " + call.substring(0, call.indexOf('#')));
        }
    }

    private void publish(HttpExchange exchange) throws IOException {
        control.publish();
        Exchanges.json(exchange, 200, Map.of());
    }

    private void stop(HttpExchange exchange) throws IOException {
        Exchanges.json(exchange, 200, Map.of());
        control.stop();
    }

    private EndpointView view(String endpoint) {
        ServingNames.check("endpoint", endpoint);
        return catalog.find(endpoint)
                .map(ServedEndpoint::view)
                .orElse(new EndpointView(Optional.empty(), EndpointState.EMPTY.token(), true, Map.of()));
    }

    private void deploy(HttpExchange exchange, String endpoint) throws IOException {
        Deploy body = Json.read(Exchanges.body(exchange), Deploy.class, "body of the deployment");
        ServingNames.check("version", body.version());
        catalog.orCreate(endpoint).deploy(body.version(), ObjectKeys.check(required("artifact", body.artifact())));
        Exchanges.json(exchange, 200, view(endpoint));
    }

    private void undeploy(HttpExchange exchange, String endpoint, String version) throws IOException {
        Optional<ServedEndpoint> served = catalog.find(endpoint);
        if (served.isPresent()) {
            served.get().undeploy(version);
        }
        Exchanges.json(exchange, 200, view(endpoint));
    }

    private void shift(HttpExchange exchange, String endpoint) throws IOException {
        Shift body = Json.read(Exchanges.body(exchange), Shift.class, "body of the shift");
        TrafficSplit split = required("split", body.split());
        if (!catalog.orCreate(endpoint).shift(split, required("token", body.token()))) {
            throw new HttpProblem(
                    412, "stale-token", "endpoint " + endpoint + " has changed since the read that gave the token");
        }
        Exchanges.json(exchange, 200, view(endpoint));
    }

    private void windows(HttpExchange exchange, String endpoint) throws IOException {
        Map<String, String> query = Exchanges.query(exchange);
        Duration length = value(query, "length", Duration::parse);
        if (length.compareTo(Duration.ofMillis(1)) < 0) {
            throw new HttpProblem(
                    400, "bad-request", "parameter 'length' is " + length + ", expected at least PT0.001S");
        }
        Instant from = value(query, "from", Instant::parse);
        Instant to = value(query, "to", Instant::parse);
        double slowMillis = value(query, "slowMillis", Double::valueOf);
        // What is not deployed is covered from now on only: every window so far is missing.
        RequestRing ring = ring(endpoint, query).orElseGet(() -> new RequestRing(clock, 1));
        Exchanges.json(exchange, 200, ring.windows(from, to, length, slowMillis));
    }

    private void latency(HttpExchange exchange, String endpoint) throws IOException {
        Map<String, String> query = Exchanges.query(exchange);
        double quantile = value(query, "quantile", Double::valueOf);
        Instant from = value(query, "from", Instant::parse);
        Instant to = value(query, "to", Instant::parse);
        Exchanges.json(
                exchange,
                200,
                new Latency(ring(endpoint, query)
                        .map(ring -> ring.quantile(quantile, from, to))
                        .orElse(OptionalDouble.empty())));
    }

    private Optional<RequestRing> ring(String endpoint, Map<String, String> query) {
        String version = value(query, "version", text -> text);
        return catalog.find(endpoint)
                .flatMap(served ->
                        Optional.ofNullable(served.serving().versions().get(version)))
                .map(live -> live.metrics().ring());
    }

    private static <T> T value(Map<String, String> query, String name, Function<String, T> parse) {
        try {
            return parse.apply(required(name, query.get(name)));
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new HttpProblem(400, "bad-request", "parameter '" + name + "' cannot be read: " + e.getMessage());
        }
    }

    private static <T> T required(String name, T value) {
        if (value == null) {
            throw new HttpProblem(400, "bad-request", "'" + name + "' is missing");
        }
        return value;
    }
}
