package dev.loopkeeper.local.run;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.StepQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Hints in memory. Equal ones become one; one model is worked on by one thread at a time, which spares lost races; a
 * failure that may heal is tried again with growing delay. A crash loses every hint, and sweep makes up for it.
 */
final class LocalQueue implements StepQueue, AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(LocalQueue.class);
    /** Real time after which a waiting hint looks at the clock again: the clock may have been sped up. */
    private static final long LOOK_MILLIS = 100;

    private static final long BUSY_MILLIS = 5;
    private static final long AGAIN_MILLIS = 250;
    private static final int MOST_DOUBLINGS = 8;

    private record Job(StepName step, String model) {}

    private final InstantSource clock;
    private final BiConsumer<StepName, String> steps;
    private final ScheduledThreadPoolExecutor workers;
    private final Map<Job, Instant> waiting = new ConcurrentHashMap<>();
    private final Map<Job, Integer> failures = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    LocalQueue(InstantSource clock, int threads, BiConsumer<StepName, String> steps) {
        this.clock = clock;
        this.steps = steps;
        this.workers = new ScheduledThreadPoolExecutor(threads, r -> {
            Thread thread = new Thread(r, "step");
            thread.setDaemon(true);
            return thread;
        });
        workers.setRemoveOnCancelPolicy(true);
        workers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void send(StepName step, String model, Instant notBefore) {
        Job job = new Job(step, model);
        Instant earliest = waiting.merge(job, notBefore, (a, b) -> a.isBefore(b) ? a : b);
        if (earliest.equals(notBefore)) {
            schedule(job, 0);
        }
    }

    /** Looks once more after a moment of real time: what a storage or metric event would do in a cloud. */
    void again(StepName step, String model) {
        Job job = new Job(step, model);
        if (waiting.putIfAbsent(job, clock.instant()) == null) {
            schedule(job, AGAIN_MILLIS);
        }
    }

    private void schedule(Job job, long millis) {
        try {
            workers.schedule(() -> look(job), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} of {} is left to the next start", job.step().text(), job.model());
        }
    }

    private void look(Job job) {
        Instant due = waiting.get(job);
        if (due == null) {
            return;
        }
        Duration left = Duration.between(clock.instant(), due);
        if (!left.isNegative() && !left.isZero()) {
            schedule(job, Math.min(LOOK_MILLIS, Math.max(1, left.toMillis())));
        } else if (!busy.add(job.model())) {
            schedule(job, BUSY_MILLIS);
        } else {
            try {
                if (waiting.remove(job) != null) {
                    run(job);
                }
            } finally {
                busy.remove(job.model());
            }
        }
    }

    private void run(Job job) {
        try {
            steps.accept(job.step(), job.model());
            failures.remove(job);
        } catch (LoopException e) {
            retry(job, e);
        } catch (RuntimeException e) {
            LOG.error("{} of model {} failed: {}", job.step().text(), job.model(), e.toString(), e);
        }
    }

    private void retry(Job job, LoopException e) {
        if (e.kind() == LoopException.Kind.POISON) {
            LOG.error("{} of model {} cannot go on: {}", job.step().text(), job.model(), e.getMessage());
            return;
        }
        int failed = failures.merge(job, 1, Integer::sum);
        LOG.log(
                failed > 3 ? org.apache.logging.log4j.Level.WARN : org.apache.logging.log4j.Level.DEBUG,
                "{} of model {} is tried again: {}",
                job.step().text(),
                job.model(),
                e.getMessage());
        waiting.putIfAbsent(job, clock.instant());
        schedule(job, 100L << Math.min(MOST_DOUBLINGS, failed));
    }

    /** Whether nothing waits that is due. */
    boolean idle() {
        Instant now = clock.instant();
        return busy.isEmpty() && waiting.values().stream().noneMatch(at -> !at.isAfter(now));
    }

    @Override
    public void close() {
        workers.shutdown();
        try {
            workers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
    }
}
