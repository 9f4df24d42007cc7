package dev.loopkeeper.local.demo;

import dev.loopkeeper.edge.LoopException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for conditions of the real world, never longer than it says, and names what did not come. */
final class Patience {
    private static final long LOOK_MILLIS = 40;

    private Patience() {}

    /**
     * Waits until the condition holds.
     *
     * @param what is waited for, as it stands in the message when it does not come
     * @throws LoopException of kind {@code TRANSIENT} when it does not come in time
     */
    static void await(String what, Duration limit, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw LoopException.transientFailure(
                        "the demo waited " + limit.toSeconds() + " s in vain until " + what, null);
            }
            pause(LOOK_MILLIS);
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoopException.transientFailure("the demo was interrupted", e);
        }
    }
}
