package dev.loopkeeper.bench.judge;

import java.util.SplittableRandom;

/**
 * Exact random counts, fast for small and large means.
 *
 * <p>Few successes are counted by jumping from one to the next; many by transformed rejection (Hörmann, The generation
 * of binomial random variates, 1993, algorithm BTRS).
 */
final class Draw {
    private static final double MANY = 10;
    private static final int FINE = 1_000_000;
    private static final double[] TAILS = {
        .0810614667953272, .0413406959554092, .0276779256849983, .0207906721037650, .0166446911898211,
        .0138761288230707, .0118967099458917, .0104112652619720, .00925546218271273, .00833056343336287
    };

    private final SplittableRandom random;

    Draw(long seed) {
        this.random = new SplittableRandom(seed);
    }

    double uniform() {
        return random.nextDouble();
    }

    double gaussian() {
        return random.nextGaussian();
    }

    long poisson(double mean) {
        return binomial(FINE, mean / FINE);
    }

    long binomial(long n, double p) {
        if (n == 0 || p <= 0) {
            return 0;
        }
        if (p >= 1) {
            return n;
        }
        if (p > .5) {
            return n - binomial(n, 1 - p);
        }
        return n * p < MANY ? jumping(n, p) : rejecting(n, p);
    }

    private long jumping(long n, double p) {
        double log = Math.log1p(-p);
        long found = -1;
        for (double at = 0; at <= n; found++) {
            at += 1 + Math.floor(Math.log(1 - random.nextDouble()) / log);
        }
        return found;
    }

    private long rejecting(long n, double p) {
        double spread = Math.sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * spread;
        double a = -.0873 + .0248 * b + .01 * p;
        double alpha = (2.83 + 5.1 / b) * spread;
        long mode = (long) ((n + 1) * p);
        while (true) {
            double u = random.nextDouble() - .5;
            double v = random.nextDouble();
            double us = .5 - Math.abs(u);
            long k = (long) Math.floor((2 * a / us + b) * u + n * p + .5);
            if (us >= .07 && v <= .92 - 4.2 / b) {
                return k;
            }
            if (k >= 0 && k <= n && Math.log(v * alpha / (a / (us * us) + b)) <= logRatio(n, p / (1 - p), mode, k)) {
                return k;
            }
        }
    }

    /** Logarithm of the probability of k over that of the mode. */
    private static double logRatio(long n, double odds, long mode, long k) {
        return (mode + .5) * Math.log((mode + 1) / (odds * (n - mode + 1)))
                + (n + 1.0) * Math.log((n - mode + 1.0) / (n - k + 1.0))
                + (k + .5) * Math.log(odds * (n - k + 1) / (k + 1))
                + tail(mode)
                + tail(n - mode)
                - tail(k)
                - tail(n - k);
    }

    private static double tail(long k) {
        if (k < TAILS.length) {
            return TAILS[(int) k];
        }
        double square = (k + 1.0) * (k + 1.0);
        return (1 / 12.0 - (1 / 360.0 - 1 / 1260.0 / square) / square) / (k + 1);
    }
}
