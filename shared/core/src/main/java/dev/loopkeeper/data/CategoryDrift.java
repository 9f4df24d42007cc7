package dev.loopkeeper.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;

/**
 * The drift of one categorical column over the 50 most frequent values and the rest.
 *
 * <p>Decided by L-infinity, the largest change of one share, and by the Jensen-Shannon distance, which sees many small
 * ones; its chance bound comes from Pearson's chi-square of the same table, to which 8 n times the divergence is close.
 */
final class CategoryDrift {
    private static final double MINIMUM = 0.1;
    private static final int TOP = 50;
    /** Expected rows below which a value joins the rest, for chi-square to hold. */
    private static final double RARE = 8;

    private CategoryDrift() {}

    static DriftReport.ColumnDrift between(String name, ColumnProfile before, ColumnProfile now, double chance) {
        Map<String, Long> a = counts(before);
        Map<String, Long> b = counts(now);
        List<String> top = top(a, b, before.present(), now.present());
        Shares shares = new Shares(
                shares(top, a, before.present()), shares(top, b, now.present()), before.present(), now.present());
        int widest = widest(shares);
        double step = Math.abs(shares.now()[widest] - shares.before()[widest]);
        double stepBound = Math.max(
                MINIMUM,
                NullDrift.proportionNoise(
                        shares.before()[widest],
                        shares.now()[widest],
                        shares.beforeRows(),
                        shares.nowRows(),
                        chance / shares.before().length));
        double js = shares.jensenShannon();
        double jsBound = Math.max(MINIMUM, noise(shares, chance));
        boolean byStep = step / stepBound >= js / jsBound;
        String value = widest == top.size()
                ? "the share of all other values"
                : "the share of " + Shown.quoted(top.get(widest));
        String sentence = String.format(
                Locale.ROOT,
                "changed: %s %s from %.0f %% to %.0f %%",
                value,
                shares.now()[widest] > shares.before()[widest] ? "rose" : "fell",
                100 * shares.before()[widest],
                100 * shares.now()[widest]);
        return new DriftReport.ColumnDrift(
                name,
                byStep ? "l-infinity" : "js",
                byStep ? step : js,
                byStep ? stepBound : jsBound,
                step > stepBound || js > jsBound,
                shares.psi(),
                0,
                step,
                js,
                sentence);
    }

    private static double noise(Shares shares, double chance) {
        int freedom = Math.max(1, shares.before().length - 1);
        double effective = shares.beforeRows() * shares.nowRows() / (shares.beforeRows() + shares.nowRows());
        double bound = ChiSquaredDistribution.of(freedom).inverseSurvivalProbability(chance);
        // 1.2: the two are equal in the limit of small differences only, rare values lie above it
        return Math.sqrt(1.2 * bound / (8 * effective * Math.log(2)));
    }

    private static Map<String, Long> counts(ColumnProfile column) {
        if (column.values().isPresent()) {
            return column.values().get();
        }
        Map<String, Long> counts = new HashMap<>();
        column.textItems().ifPresent(sketch -> {
            for (ItemsSketch.Row<String> row : sketch.getFrequentItems(ErrorType.NO_FALSE_POSITIVES)) {
                counts.put(row.getItem(), row.getEstimate());
            }
        });
        return counts;
    }

    private static List<String> top(Map<String, Long> a, Map<String, Long> b, long n, long m) {
        Map<String, Double> pooled = new HashMap<>();
        a.forEach((value, count) -> pooled.merge(value, (double) count, Double::sum));
        b.forEach((value, count) -> pooled.merge(value, (double) count, Double::sum));
        Set<String> kept = new HashSet<>(pooled.keySet());
        kept.removeIf(value -> pooled.get(value) / (n + m) * Math.min(n, m) < RARE);
        List<String> top = new ArrayList<>(kept);
        top.sort((x, y) -> {
            int order = Double.compare(pooled.get(y), pooled.get(x));
            return order == 0 ? x.compareTo(y) : order;
        });
        return top.subList(0, Math.min(TOP, top.size()));
    }

    /** One share a value, and the rest at the end. */
    private static double[] shares(List<String> top, Map<String, Long> counts, long n) {
        double[] shares = new double[top.size() + 1];
        double rest = 1;
        for (int i = 0; i < top.size(); i++) {
            shares[i] = Math.min(1, (double) counts.getOrDefault(top.get(i), 0L) / n);
            rest -= shares[i];
        }
        shares[top.size()] = Math.max(0, rest);
        return shares;
    }

    /** The bin that changed most; of two alike the one that rose. */
    private static int widest(Shares shares) {
        int widest = 0;
        double most = -1;
        for (int i = 0; i < shares.now().length; i++) {
            double delta = shares.now()[i] - shares.before()[i];
            double size = Math.abs(delta) + (delta > 0 ? 1e-9 : 0);
            widest = size > most ? i : widest;
            most = Math.max(most, size);
        }
        return widest;
    }
}
