package dev.loopkeeper.evaluate;

import java.util.Arrays;

/**
 * What the rows of a comparison say beside its estimate.
 *
 * @param identical whether both versions answered every row alike: nothing was compared
 * @param throughout whether the difference holds throughout the holdout, see {@link Stretches}
 * @param differing how the rows on which the versions differ divide between them
 * @param brierGain by how much the challenger's probabilities are better; zero unless accuracy decides
 */
record RowEvidence(boolean identical, boolean throughout, DifferingRows differing, double brierGain) {
    static RowEvidence of(Metric metric, PairedRows rows, RowScores scores, double alpha) {
        double[] champion = rows.champion().orElseThrow();
        double brierGain = metric == Metric.ACCURACY
                ? RowScores.of(Metric.BRIER, rows.label(), champion, rows.challenger())
                        .gain()
                : 0;
        return new RowEvidence(
                Arrays.equals(champion, rows.challenger()),
                Stretches.pValue(scores.influence(), scores.gain()) < alpha,
                DifferingRows.of(scores.gains()),
                brierGain);
    }
}
