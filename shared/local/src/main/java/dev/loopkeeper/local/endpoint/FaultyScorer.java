package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.local.trainer.Fault;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Plays the defect a demonstration put into a version: it really fails, sleeps, hangs or fills its heap until it dies.
 */
final class FaultyScorer implements VersionScorer {
    private static final int LEAK_BYTES = 4 << 20;

    private final VersionScorer sound;
    private final Fault fault;
    private final Queue<byte[]> leaked = new ConcurrentLinkedQueue<>();

    FaultyScorer(VersionScorer sound, Fault fault) {
        this.sound = sound;
        this.fault = fault;
    }

    @Override
    public double[] score(List<Map<String, String>> rows) {
        try {
            play();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return sound.score(rows);
    }

    private void play() throws InterruptedException {
        switch (fault.kind()) {
            case ERRORS -> failSometimes();
            case SLOW -> TimeUnit.MICROSECONDS.sleep((long) (fault.amount() * 1_000));
            case HANG -> new CountDownLatch(1).await();
            case MEMORY -> leaked.add(new byte[LEAK_BYTES]);
        }
    }

    private void failSometimes() {
        if (ThreadLocalRandom.current().nextDouble() < fault.amount()) {
            throw new IllegalStateException(
                    "a demonstration fault that fails " + fault.amount() * 100 + " % of the requests");
        }
    }
}
