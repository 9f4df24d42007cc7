package dev.loopkeeper.evaluate;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Compares two classifiers on the same rows by the rows on which exactly one of them is right.
 *
 * <p>The p-value is the exact binomial one with half of the observed point (mid-p; Fagerland, Lydersen, Laake 2013),
 * the interval of the difference is Bonett and Price's adjusted one (2012).
 */
final class McNemar {
    private McNemar() {}

    /**
     * @param gained rows that only the challenger has right
     * @param lost rows that only the champion has right
     * @param right rows that the champion has right
     */
    static Estimate compare(long gained, long lost, long right, long rows, double alpha) {
        double better = (gained + 1.0) / (rows + 2);
        double worse = (lost + 1.0) / (rows + 2);
        double centre = better - worse;
        double half = Normal.upper(alpha / 2) * Math.sqrt((better + worse - centre * centre) / (rows + 2));
        double champion = (double) right / rows;
        double difference = (double) (gained - lost) / rows;
        return new Estimate(
                champion,
                (double) (right + gained - lost) / rows,
                difference,
                Math.max(-1, centre - half),
                Math.min(1, centre + half),
                Math.sqrt((gained + lost) / (double) rows / rows),
                midP(gained, lost),
                "mcnemar");
    }

    /** Two-sided mid-p that a fair coin gives counts at least this uneven. */
    static double midP(long gained, long lost) {
        if (gained == lost) {
            return 1;
        }
        int few = Math.toIntExact(Math.min(gained, lost));
        BinomialDistribution coin = BinomialDistribution.of(Math.toIntExact(gained + lost), 0.5);
        return Math.min(1, 2 * coin.cumulativeProbability(few) - coin.probability(few));
    }
}
