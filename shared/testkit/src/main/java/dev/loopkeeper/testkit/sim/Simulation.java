package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.StepName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** One run of the loop under one seed: faults for a while, then calm, in which it must come to rest. */
public final class Simulation implements Lockstep.Steps {
    private static final int MOST_SWEEPS = 20;
    private static final int SWEEPS_AN_HOUR = 7;
    private static final int MOST_HANDLERS = 500;
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(10);
    private static final List<StepName> ALL = List.of(
            StepName.PLAN_RETRAINING,
            StepName.START_TRAINING,
            StepName.COMPARE_METRICS,
            StepName.UPDATE_REGISTRY,
            StepName.ADJUST_TRAFFIC,
            StepName.NOTIFY_TEAM);

    /**
     * How a run has ended.
     *
     * @param faults drawn, left out ones included
     * @param sweeps that the longest rollout or run of the calm took
     * @param schedule the faults that happened, in order
     * @param journal what the loop has decided
     */
    public record Result(
            long seed,
            Optional<Violation> violation,
            Coverage coverage,
            int faults,
            int sweeps,
            List<String> schedule,
            List<Commit> journal) {}

    private final World world;
    private final Scheduler scheduler;
    private final Faults faults;
    private final Chance schedule;
    private final Users users;
    private final Trainer trainer;
    private final Ending ending;
    private final Mutant mutant;
    private int sweeps;
    private int handled;
    private int checked;
    private String work = "";
    private int began;
    private int needed;
    private int calmSweeps;
    private long calmSeq = -1;
    private long calmDay;
    private long rested = -1;

    private Simulation(Lockstep lockstep, long seed, Mutant mutant, IntPredicate allowed, Coverage coverage) {
        Terms drawn = Terms.of(seed);
        Terms terms = drawn.with(mutant.endpointKind(drawn.endpoint()));
        this.mutant = mutant;
        this.faults = new Faults(seed, coverage, allowed);
        this.schedule = new Chance(seed, "schedule");
        this.scheduler = new Scheduler(lockstep, schedule, coverage);
        faults.handler(scheduler::running);
        Gate gate = new Gate(faults, schedule, scheduler);
        this.world = new World(seed, terms, faults, scheduler, gate, coverage, mutant);
        this.users = new Users(world, seed, mutant);
        this.trainer = new Trainer(world, seed);
        this.ending = new Ending(world);
    }

    /** Runs one seed. {@code allowed} says which of its faults happen, by number. */
    static Result run(Lockstep lockstep, long seed, Mutant mutant, IntPredicate allowed) {
        Coverage coverage = new Coverage();
        Simulation simulation = new Simulation(lockstep, seed, mutant, allowed, coverage);
        lockstep.run(simulation);
        for (int i = simulation.world.training().attempts().size();
                i < simulation.world.training().submissions();
                i++) {
            coverage.saw("duplicate start");
        }
        return new Result(
                seed,
                Optional.ofNullable(simulation.scheduler.violation()),
                coverage,
                simulation.faults.drawn(),
                simulation.needed,
                simulation.faults.schedule(),
                simulation.world.truth().commits());
    }

    @Override
    public boolean next() {
        if (scheduler.violation() != null) {
            if (scheduler.empty()) {
                return false;
            }
            scheduler.killOne();
            return true;
        }
        scheduler.nextTick();
        try {
            if (faults.on()) {
                chaos();
                return true;
            }
            return calm();
        } catch (Violation e) {
            scheduler.violated(e);
            return true;
        }
    }

    private void chaos() {
        if (scheduler.tick() > world.terms().ticks()) {
            faults.stop();
            world.calm();
            scheduler.thaw();
            return;
        }
        world.pass(Duration.ofSeconds(schedule.between(0, 100)));
        trainer.work(false);
        users.act();
        if (schedule.in(0.6) && scheduler.resumeOne()) {
            return;
        }
        if (scheduler.room()) {
            Message message = schedule.in(0.12) ? sweep() : world.take();
            if (message != null) {
                start(message);
            }
        }
    }

    private boolean calm() {
        if (schedule.in(0.7) && scheduler.resumeOne()) {
            return true;
        }
        Message message = scheduler.room() ? world.take() : null;
        if (message != null) {
            if (++handled > MOST_HANDLERS) {
                scheduler.violated(new Violation(
                        "I17",
                        "more than " + MOST_HANDLERS + " handlers between two sweeps, the last is " + message.name()
                                + ", the last commit " + world.truth().last()));
                return true;
            }
            start(message);
            return true;
        }
        if (!scheduler.empty()) {
            scheduler.resumeOne();
            return true;
        }
        return quiet();
    }

    private boolean quiet() {
        Optional<String> unrest = ending.unrest();
        long seq = world.truth().state().seq();
        // A new day brings a new budget: who was denied a run is asked again within the hour.
        long day = Duration.between(Instant.EPOCH, world.now()).toDays();
        calmSweeps = unrest.isEmpty() && seq == calmSeq && day == calmDay ? calmSweeps + 1 : 0;
        calmSeq = seq;
        calmDay = day;
        if (rested >= 0 || calmSweeps >= (ending.waiting() ? SWEEPS_AN_HOUR : 1)) {
            return checks();
        }
        if (!work.equals(world.truth().work())) {
            work = world.truth().work();
            began = sweeps;
        }
        if (unrest.isPresent()) {
            needed = Math.max(needed, sweeps - began);
        }
        if (needed > MOST_SWEEPS || sweeps > 5 * MOST_SWEEPS) {
            scheduler.violated(new Violation(
                    "I17",
                    "not at rest after " + sweeps + " sweeps: " + unrest.orElse("") + "; the last commit is "
                            + world.truth().last()));
            return true;
        }
        sweeps++;
        handled = 0;
        users.react(1);
        trainer.work(true);
        world.pass(BETWEEN_SWEEPS);
        if (mutant.sweeps()) {
            start(sweep());
        }
        return true;
    }

    /** At rest: every step, done once more, changes nothing. */
    private boolean checks() {
        long seq = world.truth().state().seq();
        if (rested < 0) {
            rested = seq;
        }
        if (rested != seq) {
            scheduler.violated(new Violation(
                    "I15",
                    "a step repeated at rest has changed the state: "
                            + world.truth().commits().get((int) seq - 1)));
            return true;
        }
        if (checked < ALL.size()) {
            StepName step = ALL.get(checked++);
            start(new Message(step.text(), false, world.now(), 0, host -> host.step(step)));
            return true;
        }
        try {
            ending.check(users);
        } catch (Violation e) {
            scheduler.violated(e);
        }
        return false;
    }

    private Message sweep() {
        return new Message("sweep", false, world.now(), 0, host -> {
            if (mutant.sweeps()) {
                host.sweep();
            }
        });
    }

    private void start(Message message) {
        Handler handler = new Handler(message.name(), world.host(), message);
        scheduler.run(handler, () -> message.body().accept(handler.host()), () -> world.again(message));
    }
}
