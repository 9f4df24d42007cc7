package dev.loopkeeper.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntPredicate;

/** Many seeds, on a few threads; the answer does not depend on how many. */
public final class Campaign {
    private static final IntPredicate ALL = fault -> true;

    /**
     * What a campaign has found.
     *
     * @param failures of the lowest seeds first
     */
    public record Report(long seeds, List<Simulation.Result> failures, Coverage coverage, int mostSweeps) {}

    private final Mutant mutant;

    /** A campaign on a protocol that may be wrong on purpose. */
    public Campaign(Mutant mutant) {
        this.mutant = mutant;
    }

    /** Runs seeds {@code from} to {@code from + count - 1}; ends early after {@code enough} failures. */
    public Report run(long from, long count, int threads, int enough) {
        AtomicLong next = new AtomicLong(from);
        List<Simulation.Result> failures = new ArrayList<>();
        Coverage coverage = new Coverage();
        AtomicLong done = new AtomicLong();
        AtomicLong sweeps = new AtomicLong();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread worker = new Thread(
                    () -> {
                        try (Lockstep lockstep = new Lockstep()) {
                            for (long seed = next.getAndIncrement();
                                    seed < from + count && failing(failures) < enough;
                                    seed = next.getAndIncrement()) {
                                Simulation.Result result = Simulation.run(lockstep, seed, mutant, ALL);
                                done.incrementAndGet();
                                sweeps.accumulateAndGet(result.sweeps(), Math::max);
                                synchronized (failures) {
                                    coverage.add(result.coverage());
                                    result.violation().ifPresent(v -> failures.add(result));
                                }
                            }
                        }
                    },
                    "campaign-" + i);
            worker.start();
            workers.add(worker);
        }
        workers.forEach(Campaign::join);
        failures.sort(java.util.Comparator.comparingLong(Simulation.Result::seed));
        return new Report(done.get(), failures, coverage, (int) sweeps.get());
    }

    private static int failing(List<Simulation.Result> failures) {
        synchronized (failures) {
            return failures.size();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during a campaign", e);
        }
    }

    /** Runs one seed. */
    public Simulation.Result run(long seed) {
        return run(seed, ALL);
    }

    /** What happens under a seed when only these faults do, one line a fault. */
    List<String> schedule(long seed, List<Integer> faults) {
        return run(seed, faults::contains).schedule();
    }

    private Simulation.Result run(long seed, IntPredicate allowed) {
        try (Lockstep lockstep = new Lockstep()) {
            return Simulation.run(lockstep, seed, mutant, allowed);
        }
    }

    /** Leaves out faults of a failing seed as long as it goes on failing; returns those that matter, by number. */
    public List<Integer> shrink(Simulation.Result failure) {
        List<Integer> faults = new ArrayList<>();
        for (int i = 0; i < failure.faults(); i++) {
            faults.add(i);
        }
        String invariant = failure.violation().map(Violation::invariant).orElse("");
        for (int size = Math.max(1, faults.size() / 2); size >= 1; size /= 2) {
            for (int at = 0; at < faults.size(); ) {
                List<Integer> fewer = new ArrayList<>(faults);
                fewer.subList(at, Math.min(at + size, fewer.size())).clear();
                Optional<Violation> still = run(failure.seed(), fewer::contains).violation();
                if (still.filter(v -> v.invariant().equals(invariant)).isPresent()) {
                    faults = fewer;
                } else {
                    at += size;
                }
            }
        }
        return faults;
    }
}
