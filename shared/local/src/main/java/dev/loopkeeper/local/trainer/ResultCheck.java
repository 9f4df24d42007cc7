package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.evaluate.PairedRows;
import dev.loopkeeper.evaluate.PairedRowsReader;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the results of a run fit together: the artefact has the hash and the paired file the rows that
 * {@code evaluation.json} tells of.
 */
final class ResultCheck {
    private final ObjectStore store;
    private final TrainingRequest request;

    ResultCheck(ObjectStore store, TrainingRequest request) {
        this.store = store;
        this.request = request;
    }

    /** Metrics of both versions, named {@code challenger_auc}, {@code champion_auc}, ... */
    Map<String, Double> figures() {
        String key = request.output() + "evaluation.json";
        Evaluation evaluation = store.get(key)
                .map(body -> Json.read(body, Evaluation.class, key))
                .orElseThrow(() -> LoopException.poison(key + " was not written"));
        demand(evaluation.artifact(), "hash", evaluation.artifactHash(), hash(evaluation.artifact()));
        String paired = request.output() + "paired.csv";
        demand(paired, "rows", Long.toString(evaluation.holdoutRows()), Long.toString(rows(paired)));
        Map<String, Double> figures = new TreeMap<>();
        evaluation.challenger().forEach((metric, value) -> figures.put("challenger_" + metric, value));
        evaluation.champion().ifPresent(m -> m.forEach((metric, value) -> figures.put("champion_" + metric, value)));
        figures.put("holdout_rows", (double) evaluation.holdoutRows());
        figures.put("train_rows", (double) evaluation.trainRows());
        return figures;
    }

    private static void demand(String key, String what, String said, String found) {
        if (!said.equals(found)) {
            throw LoopException.poison(key + " has " + what + " " + found + ", evaluation.json tells of " + said);
        }
    }

    private String hash(String key) {
        MessageDigest digest = Hashes.sha256();
        try (InputStream in = store.open(key);
                DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(out);
        } catch (IOException e) {
            throw LoopException.transientFailure("reading " + key + " broke off", e);
        }
        return Hashes.hex(digest);
    }

    private long rows(String key) {
        try (InputStream in = store.open(key)) {
            PairedRows rows = PairedRowsReader.read(in, key);
            return rows.size();
        } catch (IOException e) {
            throw LoopException.transientFailure("reading " + key + " broke off", e);
        }
    }
}
