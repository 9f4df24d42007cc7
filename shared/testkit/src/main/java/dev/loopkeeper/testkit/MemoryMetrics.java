package dev.loopkeeper.testkit;

import dev.loopkeeper.rollout.LiveMetrics;
import dev.loopkeeper.rollout.Moments;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Live metrics in memory, made of samples that the test adds. Counts up to {@link #settledUntil} are known, except
 * inside a blackout; a settled window without requests is zero, not missing. Values are known from the first one that a
 * test adds.
 */
public final class MemoryMetrics implements LiveMetrics {
    private record Sample(String endpoint, String version, Instant at, long requests, long errors, double millis) {}

    private record Answered(String endpoint, String version, Instant at, double value) {}

    private record Span(Instant from, Instant to) {}

    private final List<Sample> samples = new ArrayList<>();
    private final List<Answered> answers = new ArrayList<>();
    private final List<Span> blackouts = new ArrayList<>();
    private Instant settled = Instant.EPOCH;

    /**
     * Adds requests that were answered at one time, each after {@code millis}, {@code errors} of them with an error.
     */
    public synchronized void served(
            String endpoint, String version, Instant at, long requests, long errors, double millis) {
        samples.add(new Sample(endpoint, version, at, requests, errors, millis));
    }

    /** Adds a request that was answered at once, without an error, with a value. */
    public synchronized void answered(String endpoint, String version, Instant at, double value) {
        served(endpoint, version, at, 1, 0, 0);
        answers.add(new Answered(endpoint, version, at, value));
    }

    /** The counts of every window that ends at or before this time have arrived. */
    public synchronized void settledUntil(Instant time) {
        settled = time;
    }

    /** The counts of windows that touch {@code [from, to)} never arrive. */
    public synchronized void blackout(Instant from, Instant to) {
        blackouts.add(new Span(from, to));
    }

    @Override
    public synchronized List<VersionWindow> windows(
            String endpoint, String version, Instant from, Instant to, Duration length, double slowMillis) {
        List<VersionWindow> windows = new ArrayList<>();
        long step = length.toMillis();
        long first = Math.floorDiv(from.toEpochMilli() + step - 1, step) * step;
        for (long start = first; start + step <= to.toEpochMilli(); start += step) {
            windows.add(window(endpoint, version, Instant.ofEpochMilli(start), length, slowMillis));
        }
        return windows;
    }

    private VersionWindow window(String endpoint, String version, Instant start, Duration length, double slowMillis) {
        Instant end = start.plus(length);
        if (end.isAfter(settled)
                || blackouts.stream().anyMatch(b -> b.from().isBefore(end) && start.isBefore(b.to()))) {
            return VersionWindow.missing(start);
        }
        List<Sample> inside = samples(endpoint, version, start, end);
        long requests = inside.stream().mapToLong(Sample::requests).sum();
        long errors = inside.stream().mapToLong(Sample::errors).sum();
        long slow = inside.stream()
                .filter(s -> s.millis() > slowMillis)
                .mapToLong(Sample::requests)
                .sum();
        return new VersionWindow(start, requests, errors, slow, false, value(endpoint, version, start, end));
    }

    private Optional<Moments> value(String endpoint, String version, Instant start, Instant end) {
        Moments moments = Moments.NONE;
        for (Answered a : answers) {
            boolean inside = a.endpoint().equals(endpoint)
                    && a.version().equals(version)
                    && !a.at().isBefore(start)
                    && a.at().isBefore(end);
            moments = inside ? moments.plus(a.value()) : moments;
        }
        return answers.isEmpty() ? Optional.empty() : Optional.of(moments);
    }

    @Override
    public synchronized OptionalDouble latency(
            String endpoint, String version, double quantile, Instant from, Instant to) {
        List<Sample> inside = samples(endpoint, version, from, to);
        long requests = inside.stream().mapToLong(Sample::requests).sum();
        long rank = Math.max(1, (long) Math.ceil(quantile * requests));
        for (Sample sample : inside.stream()
                .sorted(Comparator.comparingDouble(Sample::millis))
                .toList()) {
            rank -= sample.requests();
            if (rank <= 0) {
                return OptionalDouble.of(sample.millis());
            }
        }
        return OptionalDouble.empty();
    }

    private List<Sample> samples(String endpoint, String version, Instant from, Instant to) {
        return samples.stream()
                .filter(s -> s.endpoint().equals(endpoint) && s.version().equals(version))
                .filter(s -> !s.at().isBefore(from) && s.at().isBefore(to))
                .toList();
    }
}
