package dev.loopkeeper.bench.judge;

import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * The service a canary is released in: what its traffic, its errors and its metrics do by minute.
 *
 * @param perMinute requests of both versions together, Poisson
 * @param base error rate of the champion
 * @param ratio error rate of the challenger over the champion's, by minute since its rollout began
 * @param common factor on the error rates of both, by minute
 * @param noise of each arm's own error rate
 * @param weight what share the endpoint gives, in percent, of the configured one
 * @param delivery of the metrics
 * @param retries whether clients retry at the same version, where half of the retries fail too
 * @param latency of the answers; empty: a twentieth of both versions' answers are slow
 * @param value of the answers; empty: none is measured
 */
record World(
        double perMinute,
        double base,
        IntToDoubleFunction ratio,
        IntToDoubleFunction common,
        Noise noise,
        IntUnaryOperator weight,
        Delivery delivery,
        boolean retries,
        Optional<Latency> latency,
        Optional<Value> value) {

    /**
     * Lognormal factor of mean 1 on an arm's error rate.
     *
     * @param cv coefficient of variation
     * @param memory correlation of its logarithm from one minute to the next
     */
    record Noise(double cv, double memory) {}

    /**
     * How metrics come in.
     *
     * @param lost share of windows that never come
     * @param late share of windows that come one to four minutes late
     * @param out first and last minute of a time without any metrics; none when they are equal
     */
    record Delivery(double lost, double late, int outFrom, int outTo) {}

    /**
     * Lognormal latency around 100 ms.
     *
     * @param common factor for both versions, by minute
     * @param factor for the challenger
     * @param stuck share of the challenger's answers that take a second more
     */
    record Latency(IntToDoubleFunction common, double factor, double stuck) {}

    /**
     * A value of each answer, normal around 100; higher is worse.
     *
     * @param common factor for both versions, by minute
     * @param factor for the challenger
     * @param cv coefficient of variation of single values
     */
    record Value(IntToDoubleFunction common, double factor, double cv) {}

    static World healthy() {
        return new World(
                600,
                .005,
                m -> 1,
                m -> 1,
                new Noise(0, 0),
                w -> w,
                new Delivery(0, 0, 0, 0),
                false,
                Optional.empty(),
                Optional.empty());
    }

    World traffic(double requests) {
        return new World(requests, base, ratio, common, noise, weight, delivery, retries, latency, value);
    }

    World base(double rate) {
        return new World(perMinute, rate, ratio, common, noise, weight, delivery, retries, latency, value);
    }

    World ratio(IntToDoubleFunction byMinute) {
        return new World(perMinute, base, byMinute, common, noise, weight, delivery, retries, latency, value);
    }

    World ratio(double always) {
        return ratio(m -> always);
    }

    World common(IntToDoubleFunction factor) {
        return new World(perMinute, base, ratio, factor, noise, weight, delivery, retries, latency, value);
    }

    World noise(double cv, double memory) {
        return new World(
                perMinute, base, ratio, common, new Noise(cv, memory), weight, delivery, retries, latency, value);
    }

    World weight(IntUnaryOperator given) {
        return new World(perMinute, base, ratio, common, noise, given, delivery, retries, latency, value);
    }

    World delivery(Delivery other) {
        return new World(perMinute, base, ratio, common, noise, weight, other, retries, latency, value);
    }

    World retrying() {
        return new World(perMinute, base, ratio, common, noise, weight, delivery, true, latency, value);
    }

    World latency(Latency other) {
        return new World(perMinute, base, ratio, common, noise, weight, delivery, retries, Optional.of(other), value);
    }

    World value(Value other) {
        return new World(perMinute, base, ratio, common, noise, weight, delivery, retries, latency, Optional.of(other));
    }
}
