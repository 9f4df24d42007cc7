package dev.loopkeeper.evaluate;

import dev.loopkeeper.config.LoopConfig.Evaluate;
import dev.loopkeeper.config.LoopConfig.Promote;
import dev.loopkeeper.config.LoopConfig.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Seeded holdouts whose truth is known. */
final class Holdouts {
    static final String HASH = "ab".repeat(32);

    private Holdouts() {}

    /** Two classifiers that err independently with the given rates; scores spread by their side of one half. */
    static PairedRows classifiers(long seed, int n, double championError, double challengerError) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] label = random.doubles(n).map(u -> u < 0.4 ? 1 : 0).toArray();
        return new PairedRows(
                label,
                Optional.of(answers(random, label, championError)),
                answers(random, label, challengerError),
                Map.of());
    }

    /** Two regressions whose errors have the given standard deviations. */
    static PairedRows regressions(long seed, int n, double championError, double challengerError) {
        java.util.Random random = new java.util.Random(seed);
        double[] label = IntStream.range(0, n)
                .mapToDouble(i -> 10 * random.nextGaussian())
                .toArray();
        double[] old = Arrays.stream(label)
                .map(y -> y + championError * random.nextGaussian())
                .toArray();
        double[] fresh = Arrays.stream(label)
                .map(y -> y + challengerError * random.nextGaussian())
                .toArray();
        return new PairedRows(label, Optional.of(old), fresh, Map.of());
    }

    /** Of the metric's task; the scale of a regression is ten times that of the rates. */
    static PairedRows rows(Metric metric, long seed, int n, double championError, double challengerError) {
        return metric.task() == Task.CLASSIFICATION
                ? classifiers(seed, n, championError, challengerError)
                : regressions(seed, n, championError * 10, challengerError * 10);
    }

    private static double[] answers(SplittableRandom random, double[] label, double error) {
        return Arrays.stream(label)
                .map(y -> {
                    boolean right = random.nextDouble() >= error;
                    double sure = 0.5 * random.nextDouble();
                    return (y == 1) == right ? 0.5 + sure : 0.5 - sure - 1e-9 > 0 ? 0.5 - sure - 1e-9 : 0;
                })
                .toArray();
    }

    static PairedRows swapped(PairedRows rows) {
        return new PairedRows(
                rows.label(), Optional.of(rows.challenger()), rows.champion().orElseThrow(), rows.slices());
    }

    static PairedRows sliced(PairedRows rows, String column, List<String> values) {
        return new PairedRows(rows.label(), rows.champion(), rows.challenger(), Map.of(column, values));
    }

    static PairedRows first(PairedRows rows) {
        return new PairedRows(rows.label(), Optional.empty(), rows.challenger(), rows.slices());
    }

    /** An honest {@code evaluation.json} of the rows. */
    static Evaluation evaluation(Metric metric, PairedRows rows) {
        Map<String, Double> fresh = Map.of(metric.key(), measure(metric, rows.label(), rows.challenger()));
        Optional<Map<String, Double>> old =
                rows.champion().map(c -> Map.of(metric.key(), measure(metric, rows.label(), c)));
        return evaluation(metric.task(), metric.key(), rows.size(), HASH, fresh, old);
    }

    static Evaluation evaluation(
            Task task,
            String metric,
            long n,
            String hash,
            Map<String, Double> challenger,
            Optional<Map<String, Double>> champion) {
        return new Evaluation(
                Evaluation.FORMAT,
                "m",
                "r1",
                task,
                metric,
                n,
                hash,
                "2013-05-01",
                "2013-05-07",
                20_000,
                challenger,
                champion,
                champion.map(c -> "v3"),
                "a",
                HASH,
                HASH,
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    static double measure(Metric metric, double[] label, double[] predicted) {
        return RowScores.of(metric, label, predicted, predicted).challenger();
    }

    static Evaluate terms(Promote promote, String... slices) {
        return new Evaluate("auto", Optional.empty(), promote, Optional.empty(), List.of(slices), 0.95);
    }

    static Comparison judge(Metric metric, PairedRows rows, Promote promote, String... slices) {
        return new PairedGate().compare(evaluation(metric, rows), rows, terms(promote, slices), 0);
    }
}
