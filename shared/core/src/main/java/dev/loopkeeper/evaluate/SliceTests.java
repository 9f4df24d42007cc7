package dev.loopkeeper.evaluate;

import dev.loopkeeper.evaluate.Comparison.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the versions on every value of the slice columns that has at least {@value #FEWEST_ROWS} rows, the
 * {@value #MOST_VALUES} largest a column; "worse" after Holm's correction (1979) over all of them.
 */
final class SliceTests {
    static final int FEWEST_ROWS = 100;
    static final int MOST_VALUES = 50;

    private final Metric metric;
    private final PairedRows rows;
    private final double[] champion;
    private final double alpha;
    private final double tolerated;
    private final double inflation;

    /**
     * @param tolerated a loss up to here is allowed by loop.yaml and never counts as worse
     * @param inflation of the standard error, see {@link PairedTest#quick}
     */
    SliceTests(Metric metric, PairedRows rows, double alpha, double tolerated, double inflation) {
        this.metric = metric;
        this.rows = rows;
        this.champion = rows.champion().orElseThrow();
        this.alpha = alpha;
        this.tolerated = tolerated;
        this.inflation = inflation;
    }

    /** The slices, the worst first. */
    List<Slice> compare(List<String> columns) {
        List<Slice> slices = new ArrayList<>();
        for (String column : columns) {
            groups(rows.slices().get(column)).forEach((value, members) -> {
                if (testable(members)) {
                    slices.add(slice(column, value, members));
                }
            });
        }
        slices.sort(Comparator.comparingDouble(Slice::pValue)
                .thenComparing(Slice::column)
                .thenComparing(Slice::value));
        return holm(slices).stream()
                .sorted(Comparator.comparingDouble(Slice::difference))
                .toList();
    }

    private Map<String, int[]> groups(List<String> values) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        values.forEach(v -> sizes.merge(v, 1, Integer::sum));
        Map<String, int[]> kept = new LinkedHashMap<>();
        sizes.entrySet().stream()
                .filter(e -> e.getValue() >= FEWEST_ROWS)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_VALUES)
                .forEach(e -> kept.put(e.getKey(), new int[e.getValue()]));
        Map<String, Integer> filled = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            int[] members = kept.get(values.get(i));
            if (members != null) {
                members[filled.merge(values.get(i), 1, Integer::sum) - 1] = i;
            }
        }
        return kept;
    }

    private boolean testable(int[] members) {
        double[] label = pick(rows.label(), members);
        double positives = Arrays.stream(label).sum();
        boolean bothClasses = Math.min(positives, label.length - positives) >= EvaluationChecks.FEWEST_OF_A_CLASS;
        boolean varies = Arrays.stream(label).anyMatch(y -> y != label[0]);
        return metric == Metric.AUC ? bothClasses : metric != Metric.R2 || varies;
    }

    private Slice slice(String column, String value, int[] members) {
        Estimate e = PairedTest.quick(
                metric,
                pick(rows.label(), members),
                pick(champion, members),
                pick(rows.challenger(), members),
                alpha,
                inflation);
        return new Slice(
                column,
                value,
                members.length,
                e.champion(),
                e.challenger(),
                e.difference(),
                e.low(),
                e.high(),
                e.pValue(),
                false);
    }

    /** Steps down from the smallest p-value and stops at the first that does not pass. */
    private List<Slice> holm(List<Slice> byPValue) {
        List<Slice> judged = new ArrayList<>();
        boolean passing = true;
        for (int i = 0; i < byPValue.size(); i++) {
            Slice s = byPValue.get(i);
            passing &= s.pValue() < alpha / (byPValue.size() - i);
            boolean worse = passing && s.difference() < -tolerated;
            judged.add(new Slice(
                    s.column(),
                    s.value(),
                    s.rows(),
                    s.champion(),
                    s.challenger(),
                    s.difference(),
                    s.low(),
                    s.high(),
                    s.pValue(),
                    worse));
        }
        return judged;
    }

    private static double[] pick(double[] values, int[] members) {
        double[] picked = new double[members.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[members[i]];
        }
        return picked;
    }
}
