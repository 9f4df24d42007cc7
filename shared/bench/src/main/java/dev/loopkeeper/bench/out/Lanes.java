package dev.loopkeeper.bench.out;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Runs numbered trials on a few threads; results come in order of their number, so threads change nothing but the time.
 */
public final class Lanes {
    private static final int THREADS = 2;

    private Lanes() {}

    /** Results of trials 0 to {@code trials} - 1; a trial must draw its chance from its number alone. */
    public static <T> List<T> run(int trials, IntFunction<T> trial) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<T>> work = IntStream.range(0, trials)
                    .<Callable<T>>mapToObj(i -> () -> trial.apply(i))
                    .toList();
            return threads.invokeAll(work).stream().map(Lanes::result).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T result(Future<T> done) {
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a trial failed", e.getCause());
        }
    }
}
