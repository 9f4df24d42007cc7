package dev.loopkeeper.local.run;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.evaluate.PairedGate;
import dev.loopkeeper.local.LocalClock;
import dev.loopkeeper.local.endpoint.EndpointProcess;
import dev.loopkeeper.local.endpoint.LocalEndpoint;
import dev.loopkeeper.local.endpoint.LocalLiveMetrics;
import dev.loopkeeper.local.registry.FileRegistry;
import dev.loopkeeper.local.store.FileObjectStore;
import dev.loopkeeper.local.trainer.ProcessTraining;
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
import dev.loopkeeper.retrain.EconomicPolicy;
import dev.loopkeeper.rollout.SequentialJudge;
import dev.loopkeeper.store.ObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** The whole loop on one machine: the very same steps and journal as in a cloud, on files and processes. */
final class LocalLoop implements AutoCloseable {
    private static final int STEP_THREADS = 3;
    private static final int DEFAULT_MEMORY_MB = 1_024;
    private static final Set<StepName> AWAITED = Set.of(StepName.COMPARE_METRICS, StepName.ADJUST_TRAFFIC);

    private final ObjectStore store;
    private final LocalClock clock;
    private final EndpointProcess endpointProcess;
    private final LocalQueue queue;
    private final Loops loops;
    private final Models models;
    private final Intake intake;
    private final Sweep sweep;
    private final ControlLoop control;
    private final ProcessTraining training;
    private final Map<StepName, Consumer<LoopConfig>> steps;

    LocalLoop(Path home, EndpointProcess.Options serving, OutboundRule outbound) {
        this.clock = LocalClock.of(home);
        this.store = new WarmStore(new FileObjectStore(home), clock);
        this.endpointProcess = new EndpointProcess(home, serving);
        this.queue = new LocalQueue(clock, STEP_THREADS, this::step);
        this.loops = new Loops(
                store, queue, clock, () -> UUID.randomUUID().toString(), new EconomicPolicy(), new SequentialJudge());
        this.models = new Models(store, loops);
        this.training = new ProcessTraining(home, clock, this::memoryMb, 1);
        LocalNotifier notifier = new LocalNotifier(new Secrets(home), outbound, System.out);
        this.steps = steps(home, notifier);
        this.intake = new Intake(
                home,
                store,
                models,
                new IngestData(loops, store, queue, clock),
                new ScoreOutcomes(loops, store, queue, clock));
        this.sweep = new Sweep(loops, store, queue, clock);
        this.control = new ControlLoop(loops, queue, clock);
    }

    private Map<StepName, Consumer<LoopConfig>> steps(Path home, LocalNotifier notifier) {
        PlanRetraining plan = new PlanRetraining(loops, store, queue, new LocalPriceBook(), clock);
        StartTraining start = new StartTraining(loops, training, clock);
        CompareMetrics compare = new CompareMetrics(loops, store, training, new Reporting(store, new PairedGate()));
        UpdateRegistry registry = new UpdateRegistry(loops, store, new FileRegistry(store), clock);
        AdjustTraffic traffic =
                new AdjustTraffic(loops, new LocalEndpoint(home), new Observation(new LocalLiveMetrics(home)), clock);
        NotifyTeam notify = new NotifyTeam(loops, store, notifier, clock);
        return Map.of(
                StepName.PLAN_RETRAINING, plan::plan,
                StepName.START_TRAINING, start::start,
                StepName.COMPARE_METRICS, compare::compare,
                StepName.UPDATE_REGISTRY, registry::update,
                StepName.ADJUST_TRAFFIC, traffic::adjust,
                StepName.NOTIFY_TEAM, notify::deliver);
    }

    private int memoryMb(String model) {
        return models.config(model).map(c -> c.training().memoryMb()).orElse(DEFAULT_MEMORY_MB);
    }

    private void step(StepName step, String model) {
        Consumer<LoopConfig> work = steps.get(step);
        if (work != null) {
            models.config(model).ifPresent(config -> {
                work.accept(config);
                followUp(config);
            });
        }
    }

    /**
     * A run's end and a window's end send no message here: while either is awaited, the model is looked at again soon.
     */
    private void followUp(LoopConfig config) {
        List<StepName> due = loops.loop(config).due(loops.state(config.model()), clock.instant());
        due.stream().filter(AWAITED::contains).forEach(step -> queue.again(step, config.model()));
    }

    ObjectStore store() {
        return store;
    }

    LocalClock clock() {
        return clock;
    }

    Loops loops() {
        return loops;
    }

    Models models() {
        return models;
    }

    Intake intake() {
        return intake;
    }

    Sweep sweep() {
        return sweep;
    }

    ControlLoop control() {
        return control;
    }

    EndpointProcess endpointProcess() {
        return endpointProcess;
    }

    /** Stops the trainers that run; the next start begins their attempts anew. */
    void stopTraining() {
        training.stop();
    }

    @Override
    public void close() {
        intake.close();
        queue.close();
    }
}
