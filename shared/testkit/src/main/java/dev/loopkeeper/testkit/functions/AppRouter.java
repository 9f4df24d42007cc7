package dev.loopkeeper.testkit.functions;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Decides which function or page of the host a request is for. What nobody takes is 404, a wrong method too. */
final class AppRouter {
    private static final String WEBHOOK = "runtime/webhooks/eventgrid";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String INVOKE = "admin/functions/";

    private final HostKeys keys;
    private final String prefix;
    private final List<HttpRoute> routes;
    private final EventGridWebhook events;
    private final FunctionsHost host;
    private final Worker worker;

    AppRouter(
            HostKeys keys,
            String prefix,
            List<HttpRoute> routes,
            EventGridWebhook events,
            FunctionsHost host,
            Worker worker) {
        this.keys = keys;
        this.prefix = prefix.isEmpty() ? "" : prefix.replaceAll("^/+|/+$", "") + "/";
        this.routes = routes;
        this.events = events;
        this.host = host;
        this.worker = worker;
    }

    FrontAnswer answer(FrontRequest request) {
        String path = request.path();
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.equals(WEBHOOK)) {
            return keys.admits("eventgrid", request) ? events.answer(request) : FrontAnswer.of(401);
        }
        if (lower.startsWith("admin/")) {
            return keys.admits("admin", request) ? admin(request, path) : FrontAnswer.of(401);
        }
        return lower.startsWith(prefix.toLowerCase(Locale.ROOT))
                ? function(request, path.substring(prefix.length()))
                : FrontAnswer.of(404);
    }

    private FrontAnswer function(FrontRequest request, String path) {
        for (HttpRoute route : routes) {
            Optional<Map<String, Object>> values = route.values(request.method(), path);
            if (values.isPresent()) {
                return keys.admits(route.level(), request) ? invoke(route, request, values.get()) : FrontAnswer.of(401);
            }
        }
        return FrontAnswer.of(404);
    }

    private FrontAnswer invoke(HttpRoute route, FrontRequest request, Map<String, Object> values) {
        AtomicReference<Object> result = new AtomicReference<>();
        Invocation invocation = Invocation.of(request.incoming(), values)
                .traced(request.headers().getOrDefault("traceparent", ""));
        boolean done = worker.invoke(route.function(), invocation, result::set);
        return done ? FrontAnswer.of(result.get()) : FrontAnswer.of(500);
    }

    private FrontAnswer admin(FrontRequest request, String path) {
        if (path.equals("admin/host/status") && request.method().equals("GET")) {
            return status(request);
        }
        if (!path.startsWith(INVOKE) || !request.method().equals("POST")) {
            return FrontAnswer.of(404);
        }
        String name = path.substring(INVOKE.length());
        if (!host.functions().contains(name)) {
            return FrontAnswer.of(404);
        }
        if (request.query().containsKey("wait")) {
            return FrontAnswer.of(host.fire(name) ? 200 : 500);
        }
        host.fireLater(name);
        return FrontAnswer.of(202);
    }

    /**
     * With {@code function} and {@code settled}, after a look at its queue once it has settled so many messages, or in
     * half a minute.
     */
    private FrontAnswer status(FrontRequest request) {
        String function = request.query().get("function");
        if (function != null) {
            host.lookNow(function);
            worker.awaitSettled(function, Integer.parseInt(request.query().get("settled")), PATIENCE);
        }
        return FrontAnswer.of(200, "application/json", StagedJson.write(host.report()));
    }
}
