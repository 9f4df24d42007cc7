package dev.loopkeeper.local.run;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.connectors.OutboundRule;
import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.ListedModels;
import dev.loopkeeper.host.ObjectArrived;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.host.Steps;
import dev.loopkeeper.local.LocalClock;
import dev.loopkeeper.local.endpoint.EndpointProcess;
import dev.loopkeeper.local.endpoint.LocalEndpoint;
import dev.loopkeeper.local.endpoint.LocalLiveMetrics;
import dev.loopkeeper.local.registry.FileRegistry;
import dev.loopkeeper.local.store.FileObjectStore;
import dev.loopkeeper.local.trainer.ProcessTraining;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.steps.LastValid;
import dev.loopkeeper.loop.steps.Sweep;
import dev.loopkeeper.retrain.EconomicPolicy;
import dev.loopkeeper.rollout.SequentialJudge;
import dev.loopkeeper.store.ObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The whole loop on one machine: the very same steps and journal as in a cloud, on files and processes. */
final class LocalLoop implements AutoCloseable {
    private static final int STEP_THREADS = 3;
    private static final int DEFAULT_MEMORY_MB = 1_024;
    private static final Set<StepName> AWAITED = Set.of(StepName.COMPARE_METRICS, StepName.ADJUST_TRAFFIC);

    private final ObjectStore store;
    private final LocalClock clock;
    private final EndpointProcess endpointProcess;
    private final LocalQueue queue;
    private final ListedModels models;
    private final Ground ground;
    private final Intake intake;
    private final Sweep sweep;
    private final LastValid lastValid;
    private final ProcessTraining training;
    private final Steps steps;

    LocalLoop(Path home, EndpointProcess.Options serving, OutboundRule outbound) {
        this.clock = LocalClock.of(home);
        this.store = new WarmStore(new FileObjectStore(home), clock);
        this.endpointProcess = new EndpointProcess(home, serving);
        this.queue = new LocalQueue(clock, STEP_THREADS, this::step);
        Loops loops = new Loops(
                store, queue, clock, () -> UUID.randomUUID().toString(), new EconomicPolicy(), new SequentialJudge());
        this.models = new ListedModels(store, loops);
        this.ground = new Ground(loops, models, store, queue, clock);
        this.training = new ProcessTraining(home, clock, this::memoryMb, 1);
        this.steps = new Steps(ground, services(home, outbound));
        this.intake = new Intake(home, store, models, new ObjectArrived(ground, new ConfigFiles(ground)));
        this.sweep = new Sweep(loops, store, queue, clock);
        this.lastValid = new LastValid(loops, store);
    }

    private Services services(Path home, OutboundRule outbound) {
        return new Services(
                () -> training,
                () -> new FileRegistry(store),
                () -> new LocalEndpoint(home),
                () -> new LocalLiveMetrics(home),
                LocalPriceBook::new,
                () -> new LocalNotifier(new HomeSecrets(home), outbound, System.out));
    }

    private int memoryMb(String model) {
        return models.config(model).map(c -> c.training().memoryMb()).orElse(DEFAULT_MEMORY_MB);
    }

    private void step(StepName step, String model) {
        if (steps.run(step, model)) {
            models.config(model).ifPresent(this::followUp);
        }
    }

    /**
     * A run's end and a window's end send no message here: while either is awaited, the model is looked at again soon.
     */
    private void followUp(LoopConfig config) {
        Loops loops = ground.loops();
        List<StepName> due = loops.loop(config).due(loops.state(config.model()), clock.instant());
        due.stream().filter(AWAITED::contains).forEach(step -> queue.again(step, config.model()));
    }

    ObjectStore store() {
        return store;
    }

    LocalClock clock() {
        return clock;
    }

    Ground ground() {
        return ground;
    }

    Loops loops() {
        return ground.loops();
    }

    ListedModels models() {
        return models;
    }

    Intake intake() {
        return intake;
    }

    /** Looks at a model whose configuration is new or different, and keeps that for the time when it is broken. */
    void follow(LoopConfig config) {
        lastValid.keep(config.model());
        sweep.look(config);
    }

    Sweep sweep() {
        return sweep;
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
