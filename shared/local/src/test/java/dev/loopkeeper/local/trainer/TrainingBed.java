package dev.loopkeeper.local.trainer;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.Schema;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.local.store.FileObjectStore;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.retrain.Trigger;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A home with batches, from which requests are made and run in this process. */
final class TrainingBed {
    final FileObjectStore store;
    private final List<TrainingRequest.Batch> batches = new ArrayList<>();
    String label = "late";
    LoopConfig.Task task = LoopConfig.Task.AUTO;
    Optional<String> time = Optional.empty();
    Optional<TrainingRequest.Champion> champion = Optional.empty();
    Map<String, LoopConfig.ColumnRule> rules = Map.of();
    Map<String, String> params = new TreeMap<>(Map.of("rounds", "30"));
    List<String> slices = List.of();
    List<Schema.Column> columns = new ArrayList<>();
    String metric = "auto";
    long maxRows = 100_000;

    TrainingBed(Path home) {
        store = new FileObjectStore(home);
    }

    TrainingBed column(String name, Schema.Type type) {
        columns.add(new Schema.Column(name, type, 1));
        return this;
    }

    /** Stores one more batch, newer than those before. */
    TrainingBed batch(boolean fresh, String csv) {
        String key = "data/m/b" + batches.size() + ".csv";
        store.putIfAbsent(key, csv.getBytes(StandardCharsets.UTF_8));
        batches.add(new TrainingRequest.Batch(
                "id" + batches.size(), key, store.stat(key).orElseThrow().version(), 0, fresh));
        return this;
    }

    /** Makes the batches so far old ones. */
    void age() {
        batches.replaceAll(b -> new TrainingRequest.Batch(b.id(), b.key(), b.version(), b.rows(), false));
    }

    String request(String runId) {
        String output = "runs/m/" + runId + "/";
        TrainingRequest request = new TrainingRequest(
                TrainingRequest.FORMAT,
                "m",
                runId,
                Trigger.DATA,
                Instant.EPOCH,
                output,
                List.copyOf(batches),
                0.3,
                maxRows,
                champion,
                task,
                label,
                time,
                Optional.empty(),
                List.of(),
                new Schema(1, columns),
                rules,
                metric,
                slices,
                7,
                params,
                "config");
        store.putIfAbsent(output + "request.json", Json.write(request));
        return output + "request.json";
    }

    Evaluation train(String runId) {
        Trainer.run(store, request(runId), new Progress(new PrintStream(OutputStream.nullOutputStream())));
        return Json.read(bytes(runId, "evaluation.json"), Evaluation.class, "evaluation.json");
    }

    byte[] bytes(String runId, String file) {
        return store.get("runs/m/" + runId + "/" + file).orElseThrow();
    }

    List<String> paired(String runId) {
        return new String(bytes(runId, "paired.csv"), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    Scorer scorer(String runId) {
        return Scorer.load(new ByteArrayInputStream(bytes(runId, "model.zip")));
    }
}
