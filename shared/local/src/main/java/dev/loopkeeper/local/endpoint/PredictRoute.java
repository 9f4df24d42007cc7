package dev.loopkeeper.local.endpoint;

import com.sun.net.httpserver.HttpExchange;
import dev.loopkeeper.edge.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** {@code POST /endpoints/<name>:predict}: scores, logs, answers, in this order. */
final class PredictRoute {
    private static final int MOST_INSTANCES = 1_000;
    private final EndpointCatalog catalog;
    private final PredictionLog log;
    private final InstantSource clock;
    private final String idPrefix = Long.toHexString(new SecureRandom().nextLong()) + "-";
    private final AtomicLong ids = new AtomicLong();
    private final LongAdder unlogged = new LongAdder();
    private final PredictRequest.Form form = new PredictRequest.Form(MOST_INSTANCES, "id", this::freshId);

    PredictRoute(EndpointCatalog catalog, PredictionLog log, InstantSource clock) {
        this.catalog = catalog;
        this.log = log;
        this.clock = clock;
    }

    void answer(HttpExchange exchange, String endpoint) throws IOException {
        Exchanges.requireMethod(exchange, "POST");
        PredictRequest request = PredictRequest.parse(Exchanges.body(exchange), form);
        ServedEndpoint served = catalog.find(endpoint)
                .orElseThrow(() ->
                        new HttpProblem(404, "unknown-endpoint", "endpoint '" + endpoint + "' does not exist here"));
        Optional<String> addressed =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst(Exchanges.VERSION_HEADER));
        Serving.Scored scored;
        try {
            scored = served.serving().score(addressed, request.rows());
        } catch (VersionFailure e) {
            throw new HttpProblem(e.kind().status, e.kind().code, e.getMessage());
        }
        record(endpoint, scored, request.ids());
        exchange.getResponseHeaders()
                .set(Exchanges.VERSION_HEADER, scored.version().name());
        Exchanges.json(exchange, 200, toAnswer(scored, request.ids()));
    }

    /** Predictions that were answered but could not be logged, because the disk refused. */
    long unlogged() {
        return unlogged.sum();
    }

    private static PredictAnswer toAnswer(Serving.Scored scored, List<String> ids) {
        List<PredictAnswer.Prediction> predictions = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            predictions.add(new PredictAnswer.Prediction(ids.get(i), scored.values()[i]));
        }
        return new PredictAnswer(predictions, scored.version().name());
    }

    private void record(String endpoint, Serving.Scored scored, List<String> ids) {
        LiveVersion version = scored.version();
        Instant now = clock.instant();
        ByteArrayOutputStream lines = new ByteArrayOutputStream(128 * ids.size());
        for (int i = 0; i < ids.size(); i++) {
            lines.writeBytes(
                    Json.write(new PredictionLine(ids.get(i), now, endpoint, version.name(), scored.values()[i])));
            lines.write('\n');
        }
        try {
            log.append(version.model(), version.name(), lines.toByteArray());
        } catch (IOException e) {
            // A full disk must not take serving down: the answer is still right, only its outcome cannot be joined.
            unlogged.add(ids.size());
            System.getLogger(PredictRoute.class.getName()).log(System.Logger.Level.WARNING, "prediction log", e);
        }
    }

    private String freshId() {
        return idPrefix + Long.toString(ids.incrementAndGet(), 36);
    }
}
