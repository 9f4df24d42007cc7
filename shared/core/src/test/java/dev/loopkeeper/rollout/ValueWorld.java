package dev.loopkeeper.rollout;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * A seeded service whose answers are prices: four steps of 15 windows a minute each.
 *
 * @param mean of the champion's values by minute; the challenger's is {@code factor} times it
 * @param cv coefficient of variation of single values, which are lognormal where {@code skewed}
 * @param jitter coefficient of variation of each version's own mean from window to window
 * @param memory correlation of that jitter from one window to the next
 */
record ValueWorld(
        double perMinute,
        IntToDoubleFunction mean,
        double factor,
        double cv,
        boolean skewed,
        double jitter,
        double memory) {
    static final int MINUTES = 60;
    private static final int[] WEIGHTS = {5, 10, 25, 50};

    static ValueWorld healthy() {
        return new ValueWorld(600, m -> 100, 1, .3, false, 0, 0);
    }

    ValueWorld factor(double value) {
        return new ValueWorld(perMinute, mean, value, cv, skewed, jitter, memory);
    }

    /** Both versions answer half as much again from the third step on, and the mix of requests drifts. */
    ValueWorld shifting() {
        return new ValueWorld(
                perMinute, m -> (m < 30 ? 100 : 150) * (1 + .1 * Math.sin(m)), factor, cv, skewed, jitter, memory);
    }

    ValueWorld traffic(double requests) {
        return new ValueWorld(requests, mean, factor, cv, skewed, jitter, memory);
    }

    ValueWorld skewed(double variation) {
        return new ValueWorld(perMinute, mean, factor, variation, true, jitter, memory);
    }

    ValueWorld noise(double own, double lasting) {
        return new ValueWorld(perMinute, mean, factor, cv, skewed, own, lasting);
    }

    /** One rollout's windows. */
    CanaryWindow[] windows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CanaryWindow[] windows = new CanaryWindow[MINUTES];
        double mine = random.nextGaussian();
        double theirs = random.nextGaussian();
        for (int m = 0; m < MINUTES; m++) {
            mine = memory * mine + Math.sqrt(1 - memory * memory) * random.nextGaussian();
            theirs = memory * theirs + Math.sqrt(1 - memory * memory) * random.nextGaussian();
            int weight = WEIGHTS[m / 15];
            long all = Math.max(2, Math.round(perMinute + Math.sqrt(perMinute) * random.nextGaussian()));
            long c = 0;
            for (long i = 0; i < all; i++) {
                c += random.nextInt(100) < weight ? 1 : 0;
            }
            double level = mean.applyAsDouble(m);
            windows[m] = new CanaryWindow(
                    CanaryWorld.START.plusSeconds(60L * m),
                    weight,
                    window(m, c, level * factor * (1 + jitter * mine), random),
                    window(m, all - c, level * (1 + jitter * theirs), random));
        }
        return windows;
    }

    private VersionWindow window(int minute, long requests, double level, SplittableRandom random) {
        Moments moments = Moments.NONE;
        double sigma = Math.sqrt(Math.log1p(cv * cv));
        for (long i = 0; i < requests; i++) {
            double z = random.nextGaussian();
            moments = moments.plus(level * (skewed ? Math.exp(sigma * z - sigma * sigma / 2) : 1 + cv * z));
        }
        return new VersionWindow(CanaryWorld.START.plusSeconds(60L * minute), requests, 0, 0, false)
                .with(java.util.Optional.of(moments));
    }
}
