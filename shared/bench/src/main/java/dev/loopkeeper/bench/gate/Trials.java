package dev.loopkeeper.bench.gate;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.evaluate.Comparison;
import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.evaluate.PairedGate;
import dev.loopkeeper.evaluate.PairedRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts paired predictions before Loopkeeper's gate, as a training pipeline would. */
final class Trials {
    private static final LoopConfig.Evaluate TERMS = new LoopConfig.Evaluate(
            "auto", Optional.empty(), LoopConfig.Promote.BETTER, Optional.empty(), List.of(), .95);

    private Trials() {}

    static Comparison compare(boolean regression, double[] label, double[] champion, double[] challenger) {
        PairedRows rows = new PairedRows(label, Optional.of(champion), challenger, Map.of());
        String metric = regression ? "mae" : "accuracy";
        Evaluation evaluation = new Evaluation(
                Evaluation.FORMAT,
                "bench",
                "trial",
                regression ? LoopConfig.Task.REGRESSION : LoopConfig.Task.CLASSIFICATION,
                metric,
                label.length,
                "0".repeat(64),
                "",
                "",
                label.length,
                Map.of(metric, score(regression, label, challenger)),
                Optional.of(Map.of(metric, score(regression, label, champion))),
                Optional.of("1"),
                "artifact",
                "0".repeat(64),
                "pipeline",
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return new PairedGate().compare(evaluation, rows, TERMS, 0);
    }

    private static double score(boolean regression, double[] label, double[] predicted) {
        double sum = 0;
        for (int i = 0; i < label.length; i++) {
            boolean right = predicted[i] >= .5 == label[i] > .5;
            sum += regression ? Math.abs(label[i] - predicted[i]) : right ? 1 : 0;
        }
        return sum / label.length;
    }
}
