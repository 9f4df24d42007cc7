package dev.loopkeeper.azure.monitor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What endpoints served in a test, and the times whose records are lost for ever. */
public final class Traffic {
    /** Requests of one moment. */
    record Sample(String endpoint, String deployment, Instant at, long requests, long errors, double millis) {}

    private record Gap(Instant from, Instant to) {}

    private final List<Sample> samples = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    public synchronized void served(
            String endpoint, String deployment, Instant at, long requests, long errors, double millis) {
        samples.add(new Sample(endpoint, deployment, at, requests, errors, millis));
    }

    synchronized void lose(Instant from, Instant to) {
        gaps.add(new Gap(from, to));
    }

    /** What arrived of an endpoint in {@code [from, to)}. */
    synchronized List<Sample> of(String endpoint, Instant from, Instant to) {
        return samples.stream()
                .filter(s -> s.endpoint().equalsIgnoreCase(endpoint))
                .filter(s -> !s.at().isBefore(from) && s.at().isBefore(to))
                .filter(s -> gaps.stream().noneMatch(g -> !s.at().isBefore(g.from()) && s.at().isBefore(g.to())))
                .toList();
    }
}
