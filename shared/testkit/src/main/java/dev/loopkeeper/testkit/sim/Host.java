package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.steps.AdjustTraffic;
import dev.loopkeeper.loop.steps.CompareMetrics;
import dev.loopkeeper.loop.steps.ControlLoop;
import dev.loopkeeper.loop.steps.IngestData;
import dev.loopkeeper.loop.steps.NotifyTeam;
import dev.loopkeeper.loop.steps.Observation;
import dev.loopkeeper.loop.steps.PlanRetraining;
import dev.loopkeeper.loop.steps.Reporting;
import dev.loopkeeper.loop.steps.ScoreOutcomes;
import dev.loopkeeper.loop.steps.StartTraining;
import dev.loopkeeper.loop.steps.Sweep;
import dev.loopkeeper.loop.steps.UpdateRegistry;
import dev.loopkeeper.store.ObjectInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** One function instance: the real steps on the simulated ports, with a clock of its own that is wrong. */
final class Host {
    private final World world;
    private Duration skew = Duration.ZERO;
    private Loops loops;
    private PlanRetraining plan;

    Host(World world) {
        this.world = world;
        cold();
    }

    /** Starts anew: whatever was kept in memory is gone. */
    void cold() {
        InstantSource clock = clock();
        loops = new Loops(
                        world.ports().store(),
                        world.ports().queue(),
                        clock,
                        world::newId,
                        world.ports().policy(),
                        world.ports().judge(),
                        model -> Optional.of(world.config()))
                .mirroring();
        plan = new PlanRetraining(
                loops,
                world.ports().store(),
                world.ports().queue(),
                retrain -> retrain.perHour().orElseThrow(),
                clock);
    }

    void skew(Duration by) {
        skew = by;
    }

    private InstantSource clock() {
        return () -> world.now().plus(skew);
    }

    Loops loops() {
        return loops;
    }

    ControlLoop control() {
        return new ControlLoop(loops, world.ports().queue(), clock());
    }

    void ingest(ObjectInfo object) {
        new IngestData(loops, world.ports().store(), world.ports().queue(), clock()).ingest(world.config(), object);
    }

    void score(ObjectInfo object) {
        new ScoreOutcomes(loops, world.ports().store(), world.ports().queue(), clock()).score(world.config(), object);
    }

    void sweep() {
        new Sweep(loops, world.ports().store(), world.ports().queue(), clock()).sweep();
    }

    /** The real one but for the page, whose drawing would take most of the time. */
    private Reporting reporting() {
        return new Reporting(world.ports().store(), new SimGate(), (data, rows) -> data.comparison()
                .sentence());
    }

    /** Does what the hint says. */
    void step(StepName step) {
        LoopConfig config = world.config();
        Ports ports = world.ports();
        switch (step) {
            case PLAN_RETRAINING -> plan.plan(config);
            case START_TRAINING -> new StartTraining(loops, ports.training(), clock()).start(config);
            case COMPARE_METRICS ->
                new CompareMetrics(loops, ports.store(), ports.training(), reporting()).compare(config);
            case UPDATE_REGISTRY -> new UpdateRegistry(loops, ports.store(), ports.registry(), clock()).update(config);
            case ADJUST_TRAFFIC -> adjust(config);
            case NOTIFY_TEAM -> new NotifyTeam(loops, ports.store(), ports.notifier(), clock()).deliver(config);
            default -> throw new IllegalStateException("nobody sends hints for " + step);
        }
    }

    private void adjust(LoopConfig config) {
        int exposure = world.endpoint().busy() ? 0 : world.landings().open();
        new AdjustTraffic(
                        loops,
                        world.ports().endpoint(),
                        new Observation(world.ports().metrics()),
                        clock())
                .adjust(config);
        world.landings().looked(exposure);
    }
}
