package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.rollout.EndpointView.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one version running in a process of its own: starts it, and starts it again with growing pauses whenever it
 * ends.
 *
 * <p>A version that never became ready is given up after {@value #ATTEMPTS} starts; one that was ready is restarted for
 * as long as it is deployed. A version that only times out is ended, so that a restart can help it.
 */
final class VersionProcess implements AutoCloseable {
    static final int ATTEMPTS = 3;
    private static final int HOPELESS_TIMEOUTS = 64;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration RESTART_PATIENCE = Duration.ofSeconds(5);
    private static final Duration NOTICE = Duration.ofMillis(250);
    private static final Duration STEADY = Duration.ofSeconds(30);

    private final String name;
    private final ArtefactSource source;
    private final Path log;
    private final VersionLimits limits;
    private final Thread keeper;
    private final Semaphore waiting;
    private volatile Optional<VersionLink> link = Optional.empty();
    private volatile Optional<VersionChild> child = Optional.empty();
    /** Written by the keeper only. */
    private volatile int life;

    private volatile boolean wasReady;
    private volatile boolean closed;
    private volatile int failures;
    private volatile String problem = "";

    /** Brings the artefact to a local file; called before every start. */
    @FunctionalInterface
    interface ArtefactSource {
        Path fetch() throws IOException;
    }

    VersionProcess(String name, ArtefactSource source, Path log, VersionLimits limits) {
        this.name = name;
        this.source = source;
        this.log = log;
        this.limits = limits;
        this.waiting = new Semaphore(limits.waiting());
        this.keeper = new Thread(this::keepRunning, "keep-" + name);
        keeper.setDaemon(true);
    }

    void start() {
        keeper.start();
    }

    double[] score(List<Map<String, String>> rows) throws VersionFailure {
        VersionLink live = link.orElseThrow(() -> new VersionFailure(
                VersionFailure.Kind.DOWN, "is not running" + (problem.isEmpty() ? "" : ": " + problem)));
        return live.score(rows);
    }

    boolean up() {
        return link.isPresent();
    }

    /** Rises with every start that became ready. */
    int life() {
        return life;
    }

    /**
     * Waits some seconds for a restart, unless too many wait already; whether the version answers now.
     *
     * @param failed the life in which a call failed: its end may not have been noticed yet
     */
    boolean awaitUp(int failed) {
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            long begin = System.nanoTime();
            while (!closed && System.nanoTime() - begin < RESTART_PATIENCE.toNanos()) {
                boolean noticed = life != failed || System.nanoTime() - begin > NOTICE.toNanos();
                if (noticed && up()) {
                    return true;
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.release();
        }
        return false;
    }

    /** READY also while a version that was ready is being restarted; FAILED when that does not succeed. */
    Deployment state() {
        if (up() || wasReady && failures < ATTEMPTS) {
            return Deployment.READY;
        }
        return failures >= ATTEMPTS ? Deployment.FAILED : Deployment.DEPLOYING;
    }

    /** What went wrong last, empty when nothing did. */
    String problem() {
        return problem;
    }

    Optional<Long> pid() {
        return child.map(VersionChild::pid);
    }

    /** To be called a few times a second: ends calls that are over time and a version that answers nothing. */
    void look() {
        link.ifPresent(live -> {
            live.closeOverdue();
            if (live.timeoutsInARow() >= HOPELESS_TIMEOUTS) {
                problem = "timed out " + HOPELESS_TIMEOUTS + " times in a row, restarted";
                child.ifPresent(VersionChild::kill);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        child.ifPresent(VersionChild::kill);
        link.ifPresent(VersionLink::close);
        link = Optional.empty();
    }

    private void keepRunning() {
        while (!closed && (wasReady || failures < ATTEMPTS)) {
            long started = System.nanoTime();
            boolean ready = runOnce();
            boolean steady = System.nanoTime() - started > STEADY.toNanos();
            failures = ready && steady ? 1 : failures + 1;
            pause();
        }
    }

    /** One life of the process; whether it became ready. */
    private boolean runOnce() {
        try (VersionChild running = VersionChild.start(source.fetch(), log, limits)) {
            child = Optional.of(running);
            if (closed) {
                return false;
            }
            try (VersionLink live = new VersionLink(running.awaitPort(), running.secret(), limits)) {
                life++;
                link = Optional.of(live);
                wasReady = true;
                problem = running.awaitEnd();
                return true;
            } finally {
                link = Optional.empty();
            }
        } catch (IOException | RuntimeException e) {
            problem = "could not start: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void pause() {
        long doubled = SHORTEST_PAUSE.toMillis() << Math.min(failures - 1, 10);
        try {
            TimeUnit.MILLISECONDS.sleep(closed ? 0 : Math.min(doubled, LONGEST_PAUSE.toMillis()));
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public String toString() {
        return name + " " + state() + (Files.exists(log) ? " (log: " + log + ")" : "");
    }
}
