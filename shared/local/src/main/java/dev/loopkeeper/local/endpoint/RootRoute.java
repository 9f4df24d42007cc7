package dev.loopkeeper.local.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Sends every request to its route and turns whatever is thrown into one JSON form of error. */
final class RootRoute implements HttpHandler {
    private static final String ENDPOINTS = "/endpoints/";
    private static final String PREDICT = ":predict";

    private final PredictRoute predict;
    private final AdminRoute admin;
    private final MetricsRoute metrics;
    private final BooleanSupplier healthy;
    private final AtomicInteger active = new AtomicInteger();

    RootRoute(PredictRoute predict, AdminRoute admin, MetricsRoute metrics, BooleanSupplier healthy) {
        this.predict = predict;
        this.admin = admin;
        this.metrics = metrics;
        this.healthy = healthy;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        active.incrementAndGet();
        try (exchange) {
            try {
                route(exchange);
            } catch (HttpProblem e) {
                Exchanges.problem(exchange, e.status(), e.code(), e.getMessage());
            } catch (LoopException e) {
                Exchanges.problem(exchange, status(e), "refused", e.getMessage());
            } catch (RuntimeException e) {
                System.getLogger(RootRoute.class.getName()).log(System.Logger.Level.ERROR, "request failed", e);
                Exchanges.problem(exchange, 500, "internal", "the server failed, see its log");
            }
        } finally {
            active.decrementAndGet();
        }
    }

    /** Waits until no request is under way, at most this long. */
    void awaitIdle(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (active.get() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(5_000_000L);
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith(ENDPOINTS) && path.endsWith(PREDICT)) {
            predict.answer(exchange, path.substring(ENDPOINTS.length(), path.length() - PREDICT.length()));
        } else if (path.startsWith("/admin/")) {
            admin.answer(exchange);
        } else if (path.equals("/metrics")) {
            metrics.answer(exchange);
        } else if (path.equals("/healthz")) {
            boolean well = healthy.getAsBoolean();
            Exchanges.json(
                    exchange,
                    well ? 200 : 503,
                    Map.of("status", well ? "ok" : "a version with traffic is not running"));
        } else {
            throw new HttpProblem(
                    404, "unknown-path", "there is nothing here; predictions: POST /endpoints/<name>:predict");
        }
    }

    private static int status(LoopException e) {
        return switch (e.kind()) {
            case POISON -> 400;
            case CONFLICT -> 409;
            case TRANSIENT, UNKNOWN_OUTCOME -> 503;
        };
    }
}
