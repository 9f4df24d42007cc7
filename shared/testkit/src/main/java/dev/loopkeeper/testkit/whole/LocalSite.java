package dev.loopkeeper.testkit.whole;

import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.ObjectArrived;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.host.Steps;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.steps.Sweep;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.rollout.EndpointView.Deployment;
import dev.loopkeeper.rollout.LiveMetrics;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.rollout.VersionWindow;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.testkit.MemoryEndpoint;
import dev.loopkeeper.testkit.MemoryMetrics;
import dev.loopkeeper.testkit.MemoryNotifier;
import dev.loopkeeper.testkit.MemoryPriceBook;
import dev.loopkeeper.testkit.MemoryQueue;
import dev.loopkeeper.testkit.MemoryRegistry;
import dev.loopkeeper.testkit.MemoryTraining;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The loop in one process on a folder, with the embedded runtime's own store and trainer; nothing is lost, doubled or
 * late. Its journal is what the other one is held against.
 */
public final class LocalSite implements Site {
    private final MemoryQueue queue = new MemoryQueue();
    private final MemoryTraining training = new MemoryTraining();
    private final MemoryRegistry registry = new MemoryRegistry();
    private final MemoryEndpoint endpoint = MemoryEndpoint.conditional();
    private final MemoryMetrics metrics = new MemoryMetrics();
    private final Path home;
    private final ObjectStore store;
    private final StoryTime time;
    private final Steps steps;
    private final Sweep sweep;
    private final ConfigFiles files;
    private final ObjectArrived arrived;

    /** @param store of the embedded runtime, over the folder {@code home} */
    public LocalSite(Path home, ObjectStore store, StoryTime time) {
        this.home = home;
        this.time = time;
        this.store = store;
        Ground ground = Ground.on(store, queue, time);
        files = new ConfigFiles(ground);
        arrived = new ObjectArrived(ground, files);
        sweep = new Sweep(ground.loops(), store, queue, time);
        steps = new Steps(
                ground,
                new Services(
                        () -> training,
                        () -> registry,
                        () -> endpoint,
                        () -> new Settled(metrics),
                        () -> new MemoryPriceBook(Money.parse("1 USD")),
                        MemoryNotifier::new));
    }

    /** Metrics that show a window three minutes after its end, as Cloud Monitoring does. */
    private record Settled(LiveMetrics metrics) implements LiveMetrics {
        private static final Duration SETTLE = Duration.ofMinutes(3);

        @Override
        public List<VersionWindow> windows(
                String endpoint, String version, Instant from, Instant to, Duration length, double slowMillis) {
            return metrics.windows(endpoint, version, from, to.minus(SETTLE), length, slowMillis);
        }

        @Override
        public OptionalDouble latency(String endpoint, String version, double quantile, Instant from, Instant to) {
            return metrics.latency(endpoint, version, quantile, from, to.minus(SETTLE));
        }
    }

    @Override
    public ObjectStore store() {
        return store;
    }

    @Override
    public void stored(String key) {
        arrived.take(store.stat(key).orElseThrow());
    }

    @Override
    public void timer(StepName step) {
        sweep.sweep();
        files.lookForNew();
    }

    @Override
    public void settle() {
        List<MemoryQueue.Hint> due = queue.take(time.instant());
        while (!due.isEmpty()) {
            due.forEach(hint -> steps.run(hint.step(), hint.model()));
            due = queue.take(time.instant());
        }
        if (endpoint.read(Story.MODEL).deployments().containsValue(Deployment.DEPLOYING)) {
            endpoint.finishDeployments(Story.MODEL);
        }
    }

    @Override
    public List<Job> jobs() {
        return training.active().stream()
                .map(a -> new Job(a.job(), a.requestKey()))
                .toList();
    }

    @Override
    public void begin(Job job) {
        show(job, new TrainingStatus.Running());
    }

    @Override
    public void train(Job job) {
        TrainerProcess.local(home, job.requestKey());
    }

    @Override
    public void end(Job job, Duration ran) {
        show(job, new TrainingStatus.Succeeded(ran));
    }

    private void show(Job job, TrainingStatus status) {
        training.active().stream()
                .filter(a -> a.job().equals(job.name()))
                .forEach(a -> training.set(a.model(), a.runId(), a.attempt(), status));
    }

    @Override
    public Map<String, Integer> split() {
        return endpoint.read(Story.MODEL)
                .split()
                .<Map<String, Integer>>map(TrafficSplit::weights)
                .orElse(Map.of());
    }

    @Override
    public void served(String version, Instant at, long requests, long errors, double millis) {
        metrics.settledUntil(time.instant());
        metrics.served(Story.MODEL, version, at, requests, errors, millis);
    }
}
