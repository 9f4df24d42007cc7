package dev.loopkeeper.bench.judge;

import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.Moments;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** The seeded traffic of one rollout in a world, minute by minute. */
final class Traffic {
    static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final double SIGMA = .5;
    private static final double SLOW = 100 * Math.exp(SIGMA * 1.6448536269514722);
    private static final double FAILS_AGAIN = .5;
    private static final int RETRIES = 3;
    private static final int LATEST = 4;
    static final double SLOW_SHARE = .05;

    private final World world;
    private final Draw draw;
    private final Drift challenger;
    private final Drift champion;

    Traffic(World world, long seed) {
        this.world = world;
        this.draw = new Draw(seed);
        this.challenger = new Drift(world.noise(), draw);
        this.champion = new Drift(world.noise(), draw);
    }

    static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    /** The next minute; {@code age} counts from the start of the challenger's rollout. */
    Minute next(int minute, int age, int weight) {
        long all = draw.poisson(world.perMinute());
        long mine = draw.binomial(all, world.weight().applyAsInt(weight) / 100.0);
        double rate = world.base() * world.common().applyAsDouble(minute);
        long[] c = failures(mine, rate * world.ratio().applyAsDouble(age) * challenger.next());
        long[] b = failures(all - mine, rate * champion.next());
        double[] sorted = world.latency().isPresent() ? sample(mine, minute, true) : new double[0];
        VersionWindow mineWindow =
                valued(new VersionWindow(at(minute), c[0], c[1], slow(c[0], sorted), false), minute, true);
        long slowBase = draw.binomial(b[0], slowBase(minute));
        VersionWindow baseWindow = valued(new VersionWindow(at(minute), b[0], b[1], slowBase, false), minute, false);
        CanaryWindow window = new CanaryWindow(at(minute), weight, mineWindow, baseWindow);
        World.Delivery delivery = world.delivery();
        boolean lost = draw.uniform() < delivery.lost() || minute >= delivery.outFrom() && minute < delivery.outTo();
        int delay = draw.uniform() < delivery.late() ? 1 + (int) (LATEST * draw.uniform()) : 0;
        return new Minute(minute, window, lost, delay, quantiles(sorted, mine, minute), c[0] * perRequest(rate));
    }

    private VersionWindow valued(VersionWindow window, int minute, boolean mine) {
        return window.with(world.value()
                .map(v -> moments(
                        window.requests() - window.errors(),
                        100 * v.common().applyAsDouble(minute) * (mine ? v.factor() : 1),
                        v.cv())));
    }

    /** Of normal values, drawn as a whole: their sum, and around their mean a chi-square close to normal. */
    private Moments moments(long count, double level, double cv) {
        if (count == 0) {
            return Moments.NONE;
        }
        double sum = level * (count + cv * Math.sqrt(count) * draw.gaussian());
        double freedom = Math.max(0, count - 1 + Math.sqrt(2 * (count - 1.0)) * draw.gaussian());
        return new Moments(count, sum, sum * sum / count + level * level * cv * cv * freedom);
    }

    private double perRequest(double rate) {
        if (!world.retries()) {
            return rate;
        }
        double sent = (1 - Math.pow(FAILS_AGAIN, RETRIES)) / (1 - FAILS_AGAIN);
        return rate * (1 + FAILS_AGAIN * sent) / (1 + rate * sent);
    }

    /** Requests and errors, retries among them. */
    private long[] failures(long requests, double rate) {
        long failed = draw.binomial(requests, Math.min(1, rate));
        long[] counts = {requests, failed};
        for (int i = 0; world.retries() && i < RETRIES; i++) {
            counts[0] += failed;
            failed = draw.binomial(failed, FAILS_AGAIN);
            counts[1] += failed;
        }
        return counts;
    }

    private long slow(long requests, double[] sorted) {
        if (world.latency().isEmpty()) {
            return draw.binomial(requests, SLOW_SHARE);
        }
        int at = Arrays.binarySearch(sorted, SLOW);
        return sorted.length - (at < 0 ? -at - 1 : at);
    }

    private double slowBase(int minute) {
        return world.latency()
                .map(l -> l.common().applyAsDouble(minute))
                .map(factor -> Gauss.upper((Math.log(SLOW / 100) - Math.log(factor)) / SIGMA))
                .orElse(SLOW_SHARE);
    }

    private double[] sample(long requests, int minute, boolean mine) {
        World.Latency l = world.latency().orElseThrow();
        double median = 100 * l.common().applyAsDouble(minute) * (mine ? l.factor() : 1);
        double[] values = new double[(int) requests];
        for (int i = 0; i < values.length; i++) {
            boolean stuck = mine && l.stuck() > 0 && draw.uniform() < l.stuck();
            values[i] = median * Math.exp(SIGMA * draw.gaussian()) + (stuck ? 1000 : 0);
        }
        Arrays.sort(values);
        return values;
    }

    private Minute.Quantiles quantiles(double[] sorted, long requests, int minute) {
        if (sorted.length == 0) {
            return Minute.Quantiles.NONE;
        }
        return new Minute.Quantiles(of(sorted, .99), of(sorted, .95), of(sample(requests, minute, false), .95));
    }

    private static double of(double[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /** An arm's own noise: the logarithm is a first-order autoregression. */
    private static final class Drift {
        private final double sigma;
        private final double memory;
        private final Draw draw;
        private double level;

        Drift(World.Noise noise, Draw draw) {
            this.sigma = Math.sqrt(Math.log1p(noise.cv() * noise.cv()));
            this.memory = noise.memory();
            this.draw = draw;
            this.level = sigma == 0 ? 0 : draw.gaussian();
        }

        double next() {
            if (sigma == 0) {
                return 1;
            }
            level = memory * level + Math.sqrt(1 - memory * memory) * draw.gaussian();
            return Math.exp(sigma * level - sigma * sigma / 2);
        }
    }
}
