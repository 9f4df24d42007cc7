package dev.loopkeeper.evaluate;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Figures;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What must hold before a comparison means anything; the first breach is a sentence, and a breach is never blessed.
 *
 * <p>The metrics that a pipeline stated are measured again on its rows: a figure from another row set, in percent, or
 * of the wrong version is found here.
 */
final class EvaluationChecks {
    static final int FEWEST_ROWS = 20;
    static final int FEWEST_OF_A_CLASS = 10;

    private final Evaluation evaluation;
    private final PairedRows rows;
    private final LoopConfig.Evaluate terms;

    EvaluationChecks(Evaluation evaluation, PairedRows rows, LoopConfig.Evaluate terms) {
        this.evaluation = evaluation;
        this.rows = rows;
        this.terms = terms;
    }

    /** Why nothing can be said, or empty. */
    Optional<String> breach() {
        return terms().or(this::document)
                .or(this::rowSet)
                .or(this::labels)
                .or(this::statedMetrics)
                .or(this::predictions)
                .or(this::slices);
    }

    /** Why the stated metrics are not those of the rows, or empty; asked after they were measured. */
    Optional<String> disagreement(Metric metric, Optional<Double> champion, double challenger) {
        double stated = evaluation.challenger().get(metric.key());
        if (!metric.agrees(stated, challenger)) {
            return Optional.of(otherValue(metric, "challenger", stated, challenger));
        }
        if (champion.isPresent()) {
            double old = evaluation.champion().orElseThrow().get(metric.key());
            if (!metric.agrees(old, champion.get())) {
                return Optional.of(otherValue(metric, "champion", old, champion.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<String> terms() {
        boolean usable = terms != null
                && terms.confidence() >= 0.5
                && terms.confidence() < 1
                && terms.promote() != null
                && terms.margin().map(m -> Double.isFinite(m) && m >= 0).orElse(true)
                && terms.floor().map(Double::isFinite).orElse(true);
        return unless(
                usable,
                "loop.yaml sets no usable thresholds: evaluate needs promote, a confidence from 0.5 to below 1, "
                        + "and a finite floor and margin where they are set");
    }

    private Optional<String> document() {
        if (!Evaluation.FORMAT.equals(evaluation.format())) {
            return Optional.of(
                    "evaluation.json has format '%s', expected %s".formatted(evaluation.format(), Evaluation.FORMAT));
        }
        if (evaluation.holdoutHash() == null || evaluation.holdoutHash().isBlank()) {
            return Optional.of("evaluation.json has no holdoutHash, so nobody can tell which rows were scored");
        }
        Optional<Metric> metric = evaluation.metric() == null ? Optional.empty() : Metric.named(evaluation.metric());
        if (metric.isEmpty()) {
            return Optional.of("evaluation.json names the metric '%s', expected one of %s"
                    .formatted(evaluation.metric(), Metric.names()));
        }
        if (evaluation.task() != metric.get().task()) {
            return Optional.of("metric %s does not belong to a %s".formatted(evaluation.metric(), evaluation.task()));
        }
        boolean asked = terms.metric() == null
                || terms.metric().equals("auto")
                || terms.metric().equals(evaluation.metric());
        return unless(
                asked,
                "loop.yaml decides by %s, but the pipeline evaluated by %s"
                        .formatted(terms.metric(), evaluation.metric()));
    }

    private Optional<String> rowSet() {
        if (rows.size() == 0) {
            return Optional.of("paired.csv has no rows");
        }
        if (evaluation.holdoutRows() != rows.size()) {
            return Optional.of(
                    "evaluation.json speaks of %s holdout rows, paired.csv has %s: the figures are of another row set"
                            .formatted(Figures.count(evaluation.holdoutRows()), Figures.count(rows.size())));
        }
        if (rows.challenger().length != rows.size()
                || rows.champion().map(c -> c.length != rows.size()).orElse(false)) {
            return Optional.of("champion and challenger are not scored on the same rows");
        }
        if (rows.size() < FEWEST_ROWS) {
            return Optional.of("%d holdout rows are too few to judge by, at least %d are needed"
                    .formatted(rows.size(), FEWEST_ROWS));
        }
        boolean version = evaluation.championVersion().isPresent();
        boolean consistent = version == evaluation.champion().isPresent()
                && version == rows.champion().isPresent();
        return unless(
                consistent,
                "championVersion, the champion's metrics and its column in paired.csv must be present together "
                        + "or absent together");
    }

    private Optional<String> statedMetrics() {
        return stated("challenger", Optional.ofNullable(evaluation.challenger()))
                .or(() -> evaluation.champion().flatMap(c -> stated("champion", Optional.of(c))));
    }

    private Optional<String> stated(String who, Optional<Map<String, Double>> metrics) {
        Double value = metrics.map(m -> m.get(evaluation.metric())).orElse(null);
        if (value == null) {
            return Optional.of("evaluation.json has no %s of the %s".formatted(evaluation.metric(), who));
        }
        return unless(
                Double.isFinite(value),
                "%s of the %s is %s, expected a finite number".formatted(evaluation.metric(), who, value));
    }

    private Optional<String> labels() {
        double[] label = rows.label();
        if (!finite(label)) {
            return Optional.of("a label of paired.csv is not a finite number");
        }
        if (evaluation.task() == LoopConfig.Task.REGRESSION) {
            return unless(
                    Arrays.stream(label).anyMatch(y -> y != label[0]),
                    "every label of the holdout is " + Figures.number(label[0]));
        }
        if (Arrays.stream(label).anyMatch(y -> y != 0 && y != 1)) {
            return Optional.of("a label of paired.csv is neither 0 nor 1");
        }
        double positives = Arrays.stream(label).sum();
        double few = Math.min(positives, label.length - positives);
        return unless(
                few >= FEWEST_OF_A_CLASS,
                "the holdout has %s rows of its rarer class, at least %d are needed"
                        .formatted(Figures.count((long) few), FEWEST_OF_A_CLASS));
    }

    private Optional<String> predictions() {
        return predictions("challenger", rows.challenger())
                .or(() -> rows.champion().flatMap(c -> predictions("champion", c)));
    }

    private Optional<String> predictions(String who, double[] predicted) {
        if (!finite(predicted)) {
            return Optional.of("a prediction of the %s is not a finite number".formatted(who));
        }
        if (evaluation.task() == LoopConfig.Task.REGRESSION) {
            return unless(
                    Arrays.stream(predicted).allMatch(p -> Math.abs(p) < 1e150),
                    "a prediction of the %s is beyond 1e150".formatted(who));
        }
        return unless(
                Arrays.stream(predicted).allMatch(p -> p >= 0 && p <= 1),
                "a prediction of the %s is outside 0 to 1, expected the probability of the positive class"
                        .formatted(who));
    }

    private Optional<String> slices() {
        for (String column : terms.slices()) {
            if (!rows.slices().containsKey(column)) {
                return Optional.of(
                        "loop.yaml compares slices of '%s', but paired.csv has no such column".formatted(column));
            }
        }
        boolean whole = rows.slices().values().stream().allMatch(v -> v.size() == rows.size());
        return unless(whole, "a slice column of paired.csv does not cover every row");
    }

    private static boolean finite(double[] values) {
        return Arrays.stream(values).allMatch(Double::isFinite);
    }

    private static Optional<String> unless(boolean holds, String breach) {
        return holds ? Optional.empty() : Optional.of(breach);
    }

    private static String otherValue(Metric metric, String who, double stated, double measured) {
        return "evaluation.json states %s %s for the %s, but its rows give %s: the figures are of other rows or another version"
                .formatted(metric.title(), Figures.number(stated), who, Figures.number(measured));
    }
}
