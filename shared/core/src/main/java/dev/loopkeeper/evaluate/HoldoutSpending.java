package dev.loopkeeper.evaluate;

/**
 * How much of the error rate a comparison may spend when earlier challengers were judged on the same holdout.
 *
 * <p>The first use has the configured alpha: two-sided, so half of it can promote wrongly. All later uses together may
 * spend the other half: use k gets alpha / (k (k + 1)), a series that sums to alpha (a Bonferroni spending sequence in
 * the manner of Foster and Stine, "Alpha-investing", 2008). So over the whole life of a holdout, however often it is
 * used, the chance that any challenger is wrongly shown better stays below alpha.
 */
final class HoldoutSpending {
    private HoldoutSpending() {}

    /** Two-sided alpha of a comparison after {@code uses} earlier ones. */
    static double alpha(double confidence, int uses) {
        double alpha = 1 - confidence;
        return uses <= 0 ? alpha : alpha / ((double) uses * (uses + 1.0));
    }
}
