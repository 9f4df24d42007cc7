package dev.loopkeeper.azure.ml.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.azure.ml.Workspace;
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

/**
 * Resource Manager with one workspace, on loopback, one call at a time: jobs, models and their versions, operations,
 * and what a test adds with {@link #serve}. Every call is held against the official description when there is a copy of
 * it, see {@link Swagger}.
 */
public final class ArmFake implements AutoCloseable {
    public static final String SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
    /** For Resource Manager. */
    public static final String TOKEN = "token-for-management";
    /** For the workspace's own host. */
    public static final String ML_TOKEN = "token-for-machine-learning";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Optional<Swagger> description = Swagger.machineLearning();
    private final ArmFaults faults = new ArmFaults();
    private final ArmOperations operations;
    private final FakeRuns runs = new FakeRuns();
    private final List<ArmResource> resources = new ArrayList<>();
    private final List<ArmCall> calls = new ArrayList<>();
    private final List<String> breaches = new ArrayList<>();
    private final Workspace workspace;

    public ArmFake(InstantSource clock) {
        operations = new ArmOperations(clock);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String host = "http://127.0.0.1:" + server.getAddress().getPort();
        workspace = new Workspace(host, SUBSCRIPTION, "my-group", "my-workspace", "westeurope");
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** The one workspace, as the adapters are told of it. */
    public Workspace workspace() {
        return workspace;
    }

    public ArmOperations operations() {
        return operations;
    }

    public ArmFaults faults() {
        return faults;
    }

    /** The workspace's MLflow endpoint, on the same host. */
    public FakeRuns runs() {
        return runs;
    }

    /** Adds a kind of resource. */
    public synchronized <T extends ArmResource> T serve(T resource) {
        resources.add(resource);
        return resource;
    }

    /** Every call so far that reached the service. */
    public synchronized List<ArmCall> calls() {
        return List.copyOf(calls);
    }

    /** What broke the official description so far, in calls or in answers. */
    public synchronized List<String> breaches() {
        return List.copyOf(breaches);
    }

    /** Method and path below the workspace of every call so far. */
    public List<String> log() {
        return calls().stream().map(call -> call.method() + " " + call.path()).toList();
    }

    /** {@code Azure-AsyncOperation}, as PUT answers 201 with. */
    public Map<String, String> asyncOperation(String operation) {
        return Map.of(
                "Azure-AsyncOperation",
                address(operation, "mfeOperationsStatus"),
                "x-ms-async-operation-timeout",
                "PT1H");
    }

    /** {@code Location} and {@code Retry-After}, as DELETE and actions answer 202 with. */
    public Map<String, String> location(String operation) {
        return Map.of("Location", address(operation, "mfeOperationResults"), "Retry-After", "10");
    }

    private String address(String operation, String kind) {
        return workspace.host() + "/subscriptions/" + SUBSCRIPTION + ArmOperations.PATH + "westeurope/" + kind + "/"
                + operation + "?api-version=2024-04-01";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            ArmCall call = read(exchange);
            Optional<ArmFaults.Fault> fault = faults.of(call);
            fault.ifPresent(f -> f.first().run());
            ArmFaults.End end = fault.map(ArmFaults.Fault::end).orElse(ArmFaults.End.ANSWERED);
            if (end == ArmFaults.End.RESET) {
                return;
            }
            ArmReply reply;
            try {
                if (end == ArmFaults.End.REFUSED) {
                    throw fault.get().refusal().orElseThrow();
                }
                reply = answer(call, exchange.getRequestHeaders().getFirst("Authorization"));
            } catch (ArmRefusal e) {
                reply = e.reply();
            }
            if (end != ArmFaults.End.LOST) {
                send(exchange, reply);
            }
        }
    }

    private synchronized ArmReply answer(ArmCall call, String authorization) {
        calls.add(call);
        boolean mlflow = call.full().startsWith("/mlflow/v2.0" + workspace.id() + "/");
        if (!("Bearer " + (mlflow ? ML_TOKEN : TOKEN)).equals(authorization)) {
            throw new ArmRefusal(401, "InvalidAuthenticationToken", "The access token is missing or invalid.");
        }
        if (mlflow) {
            return runs.answer(call);
        }
        if (call.full().contains(ArmOperations.PATH)) {
            return operation(call);
        }
        if (!call.full().startsWith(workspace.id() + "/")) {
            throw new ArmRefusal(404, "ResourceGroupNotFound", "Resource group of '" + call.full() + "' is not there.");
        }
        return resource(call);
    }

    private ArmReply resource(ArmCall call) {
        held(() -> description.ifPresent(d -> d.checkCall(call)));
        if (call.method().equals("GET")) {
            operations.looked(call.path());
        }
        for (ArmResource resource : resources) {
            Optional<ArmReply> reply = resource.answer(call);
            if (reply.isPresent()) {
                held(() -> description.ifPresent(d -> d.checkAnswer(call, reply.get())));
                return reply.get();
            }
        }
        throw ArmRefusal.notFound(call.path());
    }

    /** A breach is refused and kept, as an adapter may take the refusal for one of the service. */
    private void held(Runnable check) {
        try {
            check.run();
        } catch (ContractBreach e) {
            breaches.add(e.getMessage());
            throw ArmRefusal.invalid(e.getMessage());
        }
    }

    private ArmReply operation(ArmCall call) {
        String name = call.full().substring(call.full().lastIndexOf('/') + 1);
        JsonNode shown = operations.show(name);
        boolean results = call.full().contains("mfeOperationResults");
        if (!results) {
            return ArmReply.of(200, shown);
        }
        // The address of results answers 202 until there are some.
        return shown.path("status").asText().equals("InProgress")
                ? ArmReply.empty(202).with(location(name))
                : ArmReply.empty(204);
    }

    private ArmCall read(HttpExchange exchange) throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] sides = pair.split("=", 2);
            query.put(
                    URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        String full = exchange.getRequestURI().getPath();
        String below = full.startsWith(workspace.id() + "/")
                ? full.substring(workspace.id().length() + 1)
                : full;
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode tree = body.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(body);
        return new ArmCall(exchange.getRequestMethod(), full, below, query, tree);
    }

    private static void send(HttpExchange exchange, ArmReply reply) throws IOException {
        byte[] bytes = reply.body().isMissingNode()
                ? new byte[0]
                : reply.body().toString().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
