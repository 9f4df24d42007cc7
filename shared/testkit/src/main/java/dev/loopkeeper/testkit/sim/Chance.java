package dev.loopkeeper.testkit.sim;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded dice. Streams of one seed are independent, so that more faults do not change what users do. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed, String stream) {
        random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ stream.hashCode() * 0xBF58476D1CE4E5B9L);
    }

    boolean in(double probability) {
        return random.nextDouble() < probability;
    }

    /** From 0 to 1, 1 excluded. */
    double share() {
        return random.nextDouble();
    }

    /** From {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
