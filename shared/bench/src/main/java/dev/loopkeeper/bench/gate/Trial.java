package dev.loopkeeper.bench.gate;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.evaluate.Comparison;
import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.evaluate.PairedGate;
import dev.loopkeeper.evaluate.PairedRows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Paired predictions before the gates.
 *
 * @param comparison what Loopkeeper's gate finds, asked as a training pipeline would ask it
 * @param identical whether both versions answer every row alike
 * @param standardError of the gain when rows are independent: what a plain paired test goes by
 */
record Trial(Comparison comparison, boolean identical, double standardError) {
    private static final LoopConfig.Evaluate TERMS = new LoopConfig.Evaluate(
            "auto", Optional.empty(), LoopConfig.Promote.BETTER, Optional.empty(), List.of(), .95);

    static Trial of(boolean regression, double[] label, double[] champion, double[] challenger) {
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
        return new Trial(
                new PairedGate().compare(evaluation, rows, TERMS, 0),
                Arrays.equals(champion, challenger),
                standardError(regression, label, champion, challenger));
    }

    private static double score(boolean regression, double[] label, double[] predicted) {
        double sum = 0;
        for (int i = 0; i < label.length; i++) {
            double loss = loss(regression, label[i], predicted[i]);
            sum += regression ? loss : 1 - loss;
        }
        return sum / label.length;
    }

    private static double loss(boolean regression, double label, double predicted) {
        return regression ? Math.abs(label - predicted) : predicted >= .5 == label > .5 ? 0 : 1;
    }

    private static double standardError(boolean regression, double[] label, double[] champion, double[] challenger) {
        int n = label.length;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double gain = loss(regression, label[i], champion[i]) - loss(regression, label[i], challenger[i]);
            sum += gain;
            squares += gain * gain;
        }
        return Math.sqrt((squares - sum * sum / n) / (n - 1) / n);
    }
}
