package dev.loopkeeper.bench.out;

/** Seeds of numbered trials, mixed so that no two trials draw from overlapping parts of one generator. */
public final class Seeds {
    private static final long FIRST = 0xBF58476D1CE4E5B9L;
    private static final long SECOND = 0x94D049BB133111EBL;

    private Seeds() {}

    /** Seed of trial {@code number} of the part of a benchmark with that name. */
    public static long of(long seed, String part, int number) {
        return mix(mix(mix(seed) + part.hashCode()) + number);
    }

    /** Variant of the finaliser of MurmurHash3 by Stafford (2011). */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * FIRST;
        z = (z ^ z >>> 27) * SECOND;
        return z ^ z >>> 31;
    }
}
