package dev.loopkeeper.local.serve;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.evaluate.PredictionLine;
import dev.loopkeeper.local.endpoint.HttpProblem;
import dev.loopkeeper.local.endpoint.PredictRequest;
import dev.loopkeeper.local.trainer.MadeUpRow;
import dev.loopkeeper.local.trainer.Scorer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The loaded version and where its predictions are logged; safe to share between threads. */
record ReadyVersion(Scorer scorer, Optional<PredictionSink> sink) {
    private static final int WARM_UP = 400;

    /**
     * The answer, in the form of Vertex AI.
     *
     * @param predictions in the order of the instances
     */
    record Answer(List<Prediction> predictions) {}

    /**
     * One instance's answer.
     *
     * @param id the caller's, if there was one
     * @param value probability of the positive class, or the predicted number
     */
    record Prediction(Optional<String> id, double value) {}

    /** Predicts every instance; a cell of the wrong type is a 400 that names the instance and the column. */
    Answer predict(PredictRequest request) {
        List<Prediction> predictions = new ArrayList<>(request.rows().size());
        for (int i = 0; i < request.rows().size(); i++) {
            Optional<String> id = Optional.of(request.ids().get(i)).filter(given -> !given.isEmpty());
            predictions.add(new Prediction(id, score(i, request.rows().get(i))));
        }
        return new Answer(predictions);
    }

    /** Logs what can be joined with an outcome later: the instances with an id. */
    void log(Answer answer, Instant now) {
        sink.ifPresent(log -> answer.predictions()
                .forEach(p -> p.id().ifPresent(id -> log.offer(new PredictionLine(id, now, p.value())))));
    }

    /** Else the first callers wait while Java loads and compiles, and a canary looks slower than the champion. */
    void warmUp(PredictRequest.Form form) throws IOException {
        byte[] body = Json.write(Map.of("instances", List.of(MadeUpRow.of(scorer))));
        for (int i = 0; i < WARM_UP; i++) {
            Json.write(predict(PredictRequest.parse(body, form)));
        }
    }

    private double score(int instance, Map<String, String> row) {
        try {
            return scorer.score(row);
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(400, "bad-request", "instance " + instance + ": " + e.getMessage());
        }
    }
}
