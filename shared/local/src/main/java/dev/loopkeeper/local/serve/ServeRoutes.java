package dev.loopkeeper.local.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.loopkeeper.local.endpoint.Exchanges;
import dev.loopkeeper.local.endpoint.HttpProblem;
import dev.loopkeeper.local.endpoint.PredictRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Predictions, health and liveness of one version; whatever is thrown becomes one JSON form of error. */
final class ServeRoutes implements HttpHandler {
    private static final int MOST_INSTANCES = 10_000;

    private final ServeSettings settings;
    private final PredictRequest.Form form;
    private final AtomicReference<Optional<ReadyVersion>> version = new AtomicReference<>(Optional.empty());
    private final AtomicInteger active = new AtomicInteger();
    private volatile boolean draining;

    ServeRoutes(ServeSettings settings) {
        this.settings = settings;
        this.form = new PredictRequest.Form(MOST_INSTANCES, settings.text(ServeOption.ID_COLUMN), () -> "");
    }

    PredictRequest.Form form() {
        return form;
    }

    void serve(ReadyVersion ready) {
        version.set(Optional.of(ready));
    }

    Optional<ReadyVersion> version() {
        return version.get();
    }

    /** From now on not healthy, and every connection is closed after its answer; requests are still answered. */
    void drain() {
        draining = true;
    }

    /** Waits until no request is under way, at most this long. */
    void awaitIdle(Duration atMost) {
        long begin = System.nanoTime();
        while (active.get() > 0 && System.nanoTime() - begin < atMost.toNanos()) {
            LockSupport.parkNanos(5_000_000L);
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        active.incrementAndGet();
        try (exchange) {
            try {
                route(exchange);
            } catch (HttpProblem e) {
                Exchanges.problem(exchange, e.status(), e.code(), e.getMessage());
            } catch (RuntimeException e) {
                System.getLogger(ServeRoutes.class.getName()).log(System.Logger.Level.ERROR, "request failed", e);
                Exchanges.problem(exchange, 500, "internal", "the server failed, see its log");
            }
        } finally {
            active.decrementAndGet();
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        closeWhenDraining(exchange);
        String path = exchange.getRequestURI().getPath();
        if (path.equals(settings.text(ServeOption.PREDICT_ROUTE))) {
            predict(exchange);
        } else if (path.equals(settings.text(ServeOption.HEALTH_ROUTE))) {
            boolean well = version().isPresent() && !draining;
            Exchanges.json(
                    exchange, well ? 200 : 503, Map.of("status", well ? "ok" : draining ? "stopping" : "loading"));
        } else if (path.equals(settings.text(ServeOption.LIVE_ROUTE))) {
            Exchanges.json(exchange, 200, Map.of("status", "live"));
        } else {
            throw new HttpProblem(
                    404,
                    "unknown-path",
                    "there is nothing here; predictions: POST " + settings.text(ServeOption.PREDICT_ROUTE));
        }
    }

    /** So that a caller that keeps its connection goes to another replica with its next request. */
    private void closeWhenDraining(HttpExchange exchange) {
        if (draining) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
    }

    private void predict(HttpExchange exchange) throws IOException {
        Exchanges.requireMethod(exchange, "POST");
        ReadyVersion ready =
                version().orElseThrow(() -> new HttpProblem(503, "loading", "the version is still loading, try again"));
        byte[] body = Exchanges.body(exchange, settings.number(ServeOption.MAX_BODY));
        ReadyVersion.Answer answer = ready.predict(PredictRequest.parse(body, form));
        ready.log(answer, Instant.now());
        closeWhenDraining(exchange);
        settings.version().ifPresent(name -> exchange.getResponseHeaders().set(Exchanges.VERSION_HEADER, name));
        Exchanges.json(exchange, 200, answer);
    }
}
