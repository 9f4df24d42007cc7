package dev.loopkeeper.gcp.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Counts of a Cloud Monitoring {@code Distribution} by bucket.
 *
 * @param bounds n rising bounds make n + 1 buckets; bucket i holds values in {@code [bounds[i-1], bounds[i])}
 * @param counts one a bucket
 */
record Buckets(double[] bounds, long[] counts) {
    static final Buckets NONE = new Buckets(new double[0], new long[1]);

    static Buckets of(JsonNode distribution) {
        double[] bounds = bounds(distribution.path("bucketOptions"));
        long[] counts = new long[bounds.length + 1];
        JsonNode given = distribution.path("bucketCounts");
        if (given.size() > counts.length) {
            throw LoopException.transientFailure(
                    "a latency distribution has " + given.size() + " counts for " + bounds.length + " bounds", null);
        }
        // Trailing zeros are left out on the wire.
        for (int i = 0; i < given.size(); i++) {
            counts[i] = given.get(i).asLong();
        }
        return new Buckets(bounds, counts);
    }

    private static double[] bounds(JsonNode options) {
        JsonNode explicit = options.path("explicitBuckets").path("bounds");
        JsonNode linear = options.path("linearBuckets");
        JsonNode exponential = options.path("exponentialBuckets");
        if (linear.isObject()) {
            double[] bounds = new double[linear.path("numFiniteBuckets").asInt() + 1];
            Arrays.setAll(
                    bounds,
                    i -> linear.path("offset").asDouble() + linear.path("width").asDouble() * i);
            return bounds;
        }
        if (exponential.isObject()) {
            double[] bounds = new double[exponential.path("numFiniteBuckets").asInt() + 1];
            double factor = exponential.path("growthFactor").asDouble();
            Arrays.setAll(bounds, i -> exponential.path("scale").asDouble() * Math.pow(factor, i));
            return bounds;
        }
        double[] bounds = new double[explicit.size()];
        Arrays.setAll(bounds, i -> explicit.get(i).asDouble());
        return bounds;
    }

    Buckets plus(Buckets other) {
        if (total() == 0) {
            return other;
        }
        if (other.total() == 0) {
            return this;
        }
        if (!Arrays.equals(bounds, other.bounds)) {
            throw LoopException.transientFailure(
                    "latency distributions with different buckets cannot be added; a shorter time has one kind", null);
        }
        long[] sum = new long[counts.length];
        Arrays.setAll(sum, i -> counts[i] + other.counts[i]);
        return new Buckets(bounds, sum);
    }

    long total() {
        return Arrays.stream(counts).sum();
    }

    /** How many surely are at or above the smallest bound that is not below {@code threshold}. */
    long atOrAbove(double threshold) {
        long slow = 0;
        for (int i = bounds.length; i > 0 && bounds[i - 1] >= threshold * (1 - 1e-9); i--) {
            slow += counts[i];
        }
        return slow;
    }

    /**
     * The bound at or above the quantile, so that counting what exceeds it is exact; the highest bound when the
     * quantile lies beyond all; empty without counts.
     */
    OptionalDouble quantile(double q) {
        long total = total();
        if (total == 0 || bounds.length == 0) {
            return OptionalDouble.empty();
        }
        long seen = 0;
        for (int i = 0; i < bounds.length; i++) {
            seen += counts[i];
            if (seen >= q * total) {
                return OptionalDouble.of(bounds[i]);
            }
        }
        return OptionalDouble.of(bounds[bounds.length - 1]);
    }
}
