package dev.loopkeeper.data;

import java.util.Arrays;
import java.util.Locale;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.DoublesSortedView;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;

/**
 * The drift of one numeric column, decided by the Kolmogorov-Smirnov distance: its chance bound needs no assumption
 * about the distribution (Massart 1990), unlike those of Wasserstein and PSI, which are reported beside it.
 */
final class NumberDrift {
    /** Smallest distance that matters: a shift of an eighth of a standard deviation. */
    private static final double MINIMUM = 0.05;

    private static final int GRID = 512;
    private static final int BINS = 10;

    private NumberDrift() {}

    static DriftReport.ColumnDrift between(String name, NumberProfile before, NumberProfile now, double chance) {
        KllDoublesSketch a = before.sketch();
        KllDoublesSketch b = now.sketch();
        double effective = (double) before.n() * now.n() / (before.n() + now.n());
        double noise = Math.sqrt(Math.log(2 / chance) / 2 / effective) + error(a, b);
        double threshold = Math.max(MINIMUM, noise);
        double ks = ks(a.getSortedView(), b.getSortedView());
        double wasserstein = wasserstein(a, b, before.sd() > 0 ? before.sd() : now.sd());
        double[] cuts = cuts(a);
        Shares shares = new Shares(
                a.getPMF(cuts, QuantileSearchCriteria.INCLUSIVE), b.getPMF(cuts, QuantileSearchCriteria.INCLUSIVE),
                before.n(), now.n());
        return new DriftReport.ColumnDrift(
                name,
                "ks",
                ks,
                threshold,
                ks > threshold,
                shares.psi(),
                wasserstein,
                ks,
                shares.jensenShannon(),
                ks > threshold ? sentence(before, now) : quiet(before, now));
    }

    private static double error(KllDoublesSketch a, KllDoublesSketch b) {
        double first = a.isEstimationMode() ? a.getNormalizedRankError(false) : 0;
        double second = b.isEstimationMode() ? b.getNormalizedRankError(false) : 0;
        return 1.5 * Math.hypot(first, second);
    }

    /** Largest difference of the two step functions, looked at after each distinct value. */
    private static double ks(DoublesSortedView a, DoublesSortedView b) {
        double[] x = a.getQuantiles();
        double[] y = b.getQuantiles();
        long[] weightX = a.getCumulativeWeights();
        long[] weightY = b.getCumulativeWeights();
        double largest = 0;
        int i = 0;
        int j = 0;
        while (i < x.length && j < y.length) {
            double value = Math.min(x[i], y[j]);
            while (i < x.length && x[i] == value) {
                i++;
            }
            while (j < y.length && y[j] == value) {
                j++;
            }
            double shareX = i == 0 ? 0 : (double) weightX[i - 1] / a.getN();
            double shareY = j == 0 ? 0 : (double) weightY[j - 1] / b.getN();
            largest = Math.max(largest, Math.abs(shareX - shareY));
        }
        return largest;
    }

    private static double wasserstein(KllDoublesSketch a, KllDoublesSketch b, double sd) {
        double[] ranks = new double[GRID];
        for (int i = 0; i < GRID; i++) {
            ranks[i] = (i + 0.5) / GRID;
        }
        double[] x = a.getQuantiles(ranks);
        double[] y = b.getQuantiles(ranks);
        double sum = 0;
        for (int i = 0; i < GRID; i++) {
            sum += Math.abs(x[i] - y[i]);
        }
        // two constants: either the same, or as far as anything can be
        return sd > 0 ? sum / GRID / sd : sum > 0 ? 1 : 0;
    }

    private static double[] cuts(KllDoublesSketch reference) {
        double[] ranks = new double[BINS - 1];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = (i + 1.0) / BINS;
        }
        return Arrays.stream(reference.getQuantiles(ranks)).distinct().toArray();
    }

    private static String quiet(NumberProfile before, NumberProfile now) {
        return "stayed: mean " + shown(now.mean()) + ", before " + shown(before.mean());
    }

    private static String sentence(NumberProfile before, NumberProfile now) {
        if (before.sd() == 0 && now.sd() == 0) {
            return "went from always " + shown(before.mean()) + " to always " + shown(now.mean());
        }
        double sd = before.sd() > 0 ? before.sd() : now.sd();
        double shift = sd > 0 ? (now.mean() - before.mean()) / sd : 0;
        double spread = before.sd() > 0 ? now.sd() / before.sd() : 1;
        if (Math.abs(shift) < 0.1 && (spread > 1.25 || spread < 0.8)) {
            return String.format(
                    Locale.ROOT,
                    "%s: standard deviation from %s to %s",
                    spread > 1 ? "spread out" : "narrowed",
                    shown(before.sd()),
                    shown(now.sd()));
        }
        if (Math.abs(shift) < 0.05) {
            return String.format(
                    Locale.ROOT,
                    "changed shape around the mean %s: median from %s to %s",
                    shown(now.mean()),
                    shown(before.quantile(0.5)),
                    shown(now.quantile(0.5)));
        }
        return String.format(
                Locale.ROOT,
                "%s from mean %s to %s (%.1f standard deviations)",
                shift > 0 ? "rose" : "fell",
                shown(before.mean()),
                shown(now.mean()),
                Math.abs(shift));
    }

    /** Three significant digits, plain for usual sizes. */
    static String shown(double value) {
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-3 || size >= 1e7)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
