package dev.loopkeeper.gcp.vertex.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Vertex AI on loopback: endpoints, models and their versions, pipeline jobs, custom jobs and operations, one call at a
 * time. Every body is parsed into the official type without leave for unknown fields.
 */
public final class VertexFake implements AutoCloseable {
    private record Route(String method, Pattern path, BiFunction<Matcher, FakeCall, String> answer) {}

    private static final String P = "(projects/[^/]+/locations/[^/]+)";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Optional<Discovery> discovery = Discovery.find();
    private final Faults faults = new Faults();
    private final FakeOperations operations;
    private final FakeModels models;
    private final FakeEndpoints endpoints;
    private final FakeJobs jobs;
    private final FakeMonitoringJobs monitoring = new FakeMonitoringJobs();
    private final List<Route> routes = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    public VertexFake(InstantSource clock) {
        operations = new FakeOperations(clock);
        models = new FakeModels(operations);
        endpoints = new FakeEndpoints(operations, models);
        jobs = new FakeJobs(clock);
        addRoutes();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/", this::serve);
        server.start();
    }

    /** Scheme, host and port. */
    public String host() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public FakeOperations operations() {
        return operations;
    }

    public FakeModels models() {
        return models;
    }

    public FakeEndpoints endpoints() {
        return endpoints;
    }

    public FakeJobs jobs() {
        return jobs;
    }

    public FakeMonitoringJobs monitoring() {
        return monitoring;
    }

    public Faults faults() {
        return faults;
    }

    /** Method and path of every call so far. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void addRoutes() {
        route("GET", P + "/endpoints", (m, c) -> endpoints.list(c));
        route("GET", "(" + P + "/endpoints/[^/:]+)", (m, c) -> endpoints.get(m.group(1)));
        route("PATCH", "(" + P + "/endpoints/[^/:]+)", (m, c) -> endpoints.patch(m.group(1), c));
        route("POST", "(" + P + "/endpoints/[^/:]+):deployModel", (m, c) -> endpoints.deploy(m.group(1), c));
        route("POST", "(" + P + "/endpoints/[^/:]+):undeployModel", (m, c) -> endpoints.undeploy(m.group(1), c));
        route("POST", P + "/models:upload", (m, c) -> models.upload(m.group(1), c));
        route("GET", "(" + P + "/models/[^/:]+)", (m, c) -> models.get(m.group(1)));
        route("GET", "(" + P + "/models/[^/:]+):listVersions", (m, c) -> models.list(m.group(1), c));
        route("POST", "(" + P + "/models/[^/:]+):mergeVersionAliases", (m, c) -> models.merge(m.group(1), c));
        route("GET", "(" + P + "/models/[^/:]+)/evaluations", (m, c) -> models.listEvaluations(m.group(1)));
        route("POST", "(" + P + "/models/[^/:]+)/evaluations:import", (m, c) -> models.importEvaluation(m.group(1), c));
        route("POST", P + "/pipelineJobs", (m, c) -> jobs.createPipeline(m.group(1), c));
        route("GET", "(" + P + "/pipelineJobs/[^/:]+)", (m, c) -> jobs.getPipeline(m.group(1)));
        route("POST", "(" + P + "/pipelineJobs/[^/:]+):cancel", (m, c) -> jobs.cancelPipeline(m.group(1)));
        route("POST", P + "/customJobs", (m, c) -> jobs.createCustom(m.group(1), c));
        route("GET", P + "/customJobs", (m, c) -> jobs.listCustom(c));
        route("GET", "(" + P + "/customJobs/[^/:]+)", (m, c) -> jobs.getCustom(m.group(1)));
        route("POST", "(" + P + "/customJobs/[^/:]+):cancel", (m, c) -> jobs.cancelCustom(m.group(1)));
        String watch = "/modelDeploymentMonitoringJobs";
        route("POST", P + watch, (m, c) -> monitoring.create(m.group(1), c));
        route("GET", P + watch, (m, c) -> monitoring.list(c));
        route("GET", "(" + P + watch + "/[^/:]+)", (m, c) -> monitoring.get(m.group(1)));
        route("PATCH", "(" + P + watch + "/[^/:]+)", (m, c) -> monitoring.patch(m.group(1), c));
        route("GET", "(" + P + "/.*operations/[^/:]+)", (m, c) -> operations.get(m.group(1)));
        route("POST", "(" + P + "/.*operations/[^/:]+):cancel", (m, c) -> operations.cancel(m.group(1)));
    }

    private void route(String method, String path, BiFunction<Matcher, FakeCall, String> answer) {
        routes.add(new Route(method, Pattern.compile(path), answer));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            FakeCall call = read(exchange);
            Optional<Faults.Fault> fault = faults.of(call);
            try {
                fault.ifPresent(f -> f.first().run());
                if (fault.filter(Faults.Fault::refuses).isPresent()) {
                    throw new ApiError(
                            fault.get().status(),
                            fault.get().word(),
                            fault.get().message());
                }
                String body = answer(call);
                if (fault.filter(Faults.Fault::loses).isEmpty()) {
                    send(exchange, 200, body);
                }
            } catch (ApiError e) {
                reply(exchange, e);
            }
        }
    }

    private synchronized String answer(FakeCall call) {
        calls.add(call.method() + " " + call.path());
        discovery.ifPresent(document -> document.check(call));
        for (Route route : routes) {
            Matcher path = route.path().matcher(call.path());
            if (route.method().equals(call.method()) && path.matches()) {
                return route.answer().apply(path, call);
            }
        }
        throw ApiError.notFound(call.method() + " " + call.path());
    }

    private static FakeCall read(HttpExchange exchange) throws IOException {
        String override = exchange.getRequestHeaders().getFirst("X-HTTP-Method-Override");
        Map<String, String> query = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] sides = pair.split("=", 2);
            query.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return new FakeCall(
                override == null ? exchange.getRequestMethod() : override,
                exchange.getRequestURI().getPath().substring("/v1/".length()),
                query,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void reply(HttpExchange exchange, ApiError e) throws IOException {
        String message =
                e.getMessage().replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s+", " ");
        send(
                exchange,
                e.status(),
                "{\"error\":{\"code\":" + e.status() + ",\"message\":\"" + message + "\",\"status\":\"" + e.word()
                        + "\"}}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
