package dev.loopkeeper.evaluate;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Compares two sets of predictions for the same rows by one metric, with the test that belongs to it: McNemar for
 * accuracy, DeLong for AUC, paired bootstrap for the losses; blocks of rows instead of rows wherever neighbours in time
 * go together.
 */
final class PairedTest {
    private final Metric metric;
    private final double alpha;
    private final RowScores scores;

    private PairedTest(Metric metric, RowScores scores, double alpha) {
        this.metric = metric;
        this.scores = scores;
        this.alpha = alpha;
    }

    /** The full test, rows in order of time. */
    static Estimate compare(Metric metric, double[] label, double[] champion, double[] challenger, double alpha) {
        RowScores scores = RowScores.of(metric, label, champion, challenger);
        return new PairedTest(metric, scores, alpha).compare();
    }

    /**
     * The same by the normal approximation, for slices.
     *
     * @param inflation by how much the standard error grows because neighbouring rows go together
     */
    static Estimate quick(
            Metric metric, double[] label, double[] champion, double[] challenger, double alpha, double inflation) {
        RowScores scores = RowScores.of(metric, label, champion, challenger);
        PairedTest test = new PairedTest(metric, scores, alpha);
        if (metric == Metric.ACCURACY && inflation <= 1) {
            return test.mcNemar();
        }
        return test.normal(scores.standardError() * inflation, metric == Metric.AUC ? "delong" : "paired-bootstrap");
    }

    private Estimate compare() {
        int block = BlockLength.of(scores.influence());
        if (block == 1 && metric == Metric.ACCURACY) {
            return mcNemar();
        }
        if (block == 1 && metric == Metric.AUC) {
            return normal(scores.standardError(), "delong");
        }
        return bootstrap(block);
    }

    private Estimate mcNemar() {
        double[] moved = scores.columns()[0];
        long gained = Arrays.stream(moved).filter(d -> d > 0).count();
        long lost = Arrays.stream(moved).filter(d -> d < 0).count();
        return McNemar.compare(gained, lost, Math.round(scores.champion() * moved.length), moved.length, alpha);
    }

    private Estimate normal(double standardError, String test) {
        double half = Normal.upper(alpha / 2) * standardError;
        double gain = scores.gain();
        return estimate(gain - half, gain + half, standardError, test);
    }

    private Estimate bootstrap(int block) {
        ToDoubleFunction<double[]> statistic = scores.statistic();
        BlockBootstrap drawn = BlockBootstrap.draw(scores.columns(), block, statistic);
        String test = block == 1 ? "paired-bootstrap" : "block-bootstrap";
        if (!BlockBootstrap.resolves(alpha / 2)) {
            return normal(drawn.standardError(), test);
        }
        return estimate(drawn.quantile(alpha / 2), drawn.quantile(1 - alpha / 2), drawn.standardError(), test);
    }

    private Estimate estimate(double low, double high, double standardError, String test) {
        double p = Normal.twoSided(scores.gain(), standardError);
        return new Estimate(scores.champion(), scores.challenger(), scores.gain(), low, high, standardError, p, test);
    }
}
