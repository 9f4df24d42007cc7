package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.LiveMetrics;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks live metrics for what a rollout has to be judged on: counts of whole windows since the last look. */
public final class Observation {
    private static final int BASELINE_WINDOWS = 30;
    private static final double SLOW_QUANTILE = 0.95;
    /** A faster answer is never slow: nobody notices, and a new process needs a while to run as fast as an old one. */
    private static final double LEAST_SLOW_MILLIS = 10;

    private final LiveMetrics metrics;

    public Observation(LiveMetrics metrics) {
        this.metrics = metrics;
    }

    /** What the champion did lately; asked for only while a challenger is about to take its first step. */
    Optional<Command.BaselineTraffic> baseline(LoopConfig config, LoopState state, Instant now) {
        if (!(state.serving().rollout() instanceof RolloutState.Deploying)
                || state.serving().champion().isEmpty()) {
            return Optional.empty();
        }
        String endpoint = config.rollout().endpoint();
        String champion = state.serving().champion().get().version();
        Duration window = config.rollout().window();
        Instant from = now.minus(window.multipliedBy(BASELINE_WINDOWS));
        var slow = metrics.latency(endpoint, champion, SLOW_QUANTILE, from, now);
        List<VersionWindow> windows =
                metrics.windows(endpoint, champion, from, now, window, slow.orElse(Double.MAX_VALUE)).stream()
                        .filter(w -> !w.missing())
                        .toList();
        long requests = windows.stream().mapToLong(VersionWindow::requests).sum();
        long errors = windows.stream().mapToLong(VersionWindow::errors).sum();
        return slow.isEmpty() || requests == 0
                ? Optional.empty()
                : Optional.of(new Command.BaselineTraffic(
                        Math.max(LEAST_SLOW_MILLIS, slow.getAsDouble()),
                        (double) requests / windows.size(),
                        (double) errors / requests));
    }

    /** The command that brings the newest windows of a canary or a bake; empty when there is nothing to judge. */
    Optional<Command> command(LoopConfig config, LoopState state, Instant now) {
        if (state.serving().rollout() instanceof RolloutState.Canary c
                && c.confirmed().isPresent()) {
            List<CanaryWindow> windows = paired(config, c, now);
            return Optional.of(new Command.ObserveCanary(
                    c.epoch(),
                    windows,
                    end(windows.stream().map(CanaryWindow::start).toList(), config, c.observedTo())));
        }
        if (state.serving().rollout() instanceof RolloutState.Baking b
                && b.confirmed().isPresent()) {
            List<VersionWindow> windows =
                    counts(config.rollout(), b.challenger().version(), b.observedTo(), now, b.slowMillis());
            return Optional.of(new Command.ObserveBake(
                    b.epoch(),
                    windows,
                    end(windows.stream().map(VersionWindow::start).toList(), config, b.observedTo())));
        }
        return Optional.empty();
    }

    private List<CanaryWindow> paired(LoopConfig config, RolloutState.Canary c, Instant now) {
        LoopConfig.Rollout terms = config.rollout();
        Map<Instant, VersionWindow> baseline =
                judged(terms, c.baseline().version(), c.observedTo(), now, c.slowMillis()).stream()
                        .collect(Collectors.toMap(VersionWindow::start, w -> w, (a, b) -> a));
        List<CanaryWindow> windows = new ArrayList<>();
        for (VersionWindow w : judged(terms, c.challenger().version(), c.observedTo(), now, c.slowMillis())) {
            windows.add(new CanaryWindow(
                    w.start(), c.weight(), w, baseline.getOrDefault(w.start(), VersionWindow.missing(w.start()))));
        }
        return windows;
    }

    /** Values only where somebody judges them: a journal of counts stays as small as it was. */
    private List<VersionWindow> judged(
            LoopConfig.Rollout terms, String version, Instant from, Instant now, double slowMillis) {
        return terms.value().isPresent()
                ? metrics.windows(terms.endpoint(), version, from, now, terms.window(), slowMillis)
                : counts(terms, version, from, now, slowMillis);
    }

    private List<VersionWindow> counts(
            LoopConfig.Rollout terms, String version, Instant from, Instant now, double slowMillis) {
        return metrics.windows(terms.endpoint(), version, from, now, terms.window(), slowMillis).stream()
                .map(w -> w.with(Optional.empty()))
                .toList();
    }

    private static Instant end(List<Instant> starts, LoopConfig config, Instant before) {
        return starts.stream()
                .max(Instant::compareTo)
                .map(s -> s.plus(config.rollout().window()))
                .filter(s -> s.isAfter(before))
                .orElse(before);
    }
}
