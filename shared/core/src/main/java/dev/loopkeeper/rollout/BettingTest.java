package dev.loopkeeper.rollout;

/**
 * Sequential test that bets on windows instead of events: robust to noise that hits whole windows.
 *
 * <p>A window's score is the expected relative difference (x - y) / (x + y) of the arms' events after the larger arm is
 * thinned to the size of the smaller one (hypergeometric, summed exactly). It lies in [-1, 1] and has mean &lt;= 0 when
 * the arms' rates of a window are exchangeable or the challenger's is smaller, so the product of 1 + lambda * score is
 * a fair bet for every lambda. Needs at least eight windows to reach strong evidence.
 */
final class BettingTest {
    private static final double[] STAKES = {.1, .2, .35, .5, .7, .9};
    private static final double NEGLIGIBLE = 1e-17;

    private final double[] logs;

    private BettingTest(double[] logs) {
        this.logs = logs;
    }

    static BettingTest start() {
        return new BettingTest(new double[STAKES.length]);
    }

    BettingTest plus(Arms arms) {
        double score = score(arms);
        if (score == 0) {
            return this;
        }
        double[] sums = new double[STAKES.length];
        for (int j = 0; j < sums.length; j++) {
            sums[j] = logs[j] + Math.log(1 + STAKES[j] * score);
        }
        return new BettingTest(sums);
    }

    double log() {
        return LogMean.of(logs, 1);
    }

    static double score(Arms a) {
        return a.requests() <= a.baseRequests()
                ? -thinned(a.baseRequests(), a.baseEvents(), a.requests(), a.events())
                : thinned(a.requests(), a.events(), a.baseRequests(), a.baseEvents());
    }

    /**
     * E[(X - other) / (X + other)], X the events left of {@code events} when {@code size} of {@code all} requests are
     * kept.
     */
    private static double thinned(long all, long events, long size, long other) {
        long low = Math.max(0, size + events - all);
        long high = Math.min(events, size);
        long mode = Math.max(low, Math.min(high, (long) ((size + 1.0) * (events + 1.0) / (all + 2.0))));
        double[] sums = {1, relative(mode, other)};
        double p = 1;
        for (long k = mode; k < high && p > NEGLIGIBLE; k++) {
            p *= (double) (events - k) * (size - k) / ((k + 1.0) * (all - events - size + k + 1.0));
            add(sums, p, relative(k + 1, other));
        }
        p = 1;
        for (long k = mode; k > low && p > NEGLIGIBLE; k--) {
            p *= k * (double) (all - events - size + k) / ((events - k + 1.0) * (size - k + 1.0));
            add(sums, p, relative(k - 1, other));
        }
        return sums[1] / sums[0];
    }

    private static void add(double[] sums, double p, double value) {
        sums[0] += p;
        sums[1] += p * value;
    }

    private static double relative(long x, long y) {
        return x + y == 0 ? 0 : (double) (x - y) / (x + y);
    }
}
