package dev.loopkeeper.testkit.cost;

import dev.loopkeeper.edge.AlertMessage;
import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.ControlApi;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.host.ObjectArrived;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.host.StatusApi;
import dev.loopkeeper.host.Steps;
import dev.loopkeeper.loop.Journal;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.steps.Sweep;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.testkit.MemoryEndpoint;
import dev.loopkeeper.testkit.MemoryMetrics;
import dev.loopkeeper.testkit.MemoryNotifier;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryPriceBook;
import dev.loopkeeper.testkit.MemoryQueue;
import dev.loopkeeper.testkit.MemoryRegistry;
import dev.loopkeeper.testkit.MemoryTraining;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The real steps on one store in memory, each function an instance of its own, as the clouds run them; every event is
 * counted.
 */
final class CountedLoop {
    private static final String MODEL = "sales";
    private static final long TRAFFIC = 40;
    private static final Caller ADA = new Caller.Verified("ada@example.org");

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final MemoryQueue queue = new MemoryQueue();
    private final MemoryTraining training = new MemoryTraining();
    private final MemoryEndpoint endpoint = MemoryEndpoint.conditional();
    private final MemoryMetrics metrics = new MemoryMetrics();
    private final MemoryRegistry registry = new MemoryRegistry();
    private final Map<StepName, Instance> instances = new EnumMap<>(StepName.class);
    private final Map<String, Operations> counted = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    CountedLoop() {
        metrics.settledUntil(Instant.MAX);
    }

    /** What one function keeps between its events. */
    private record Instance(
            CountingStore store, Ground ground, Steps steps, ObjectArrived arrived, ConfigFiles files) {}

    MemoryObjectStore store() {
        return store;
    }

    MemoryEndpoint endpoint() {
        return endpoint;
    }

    /** As the journal has it, uncounted. */
    LoopState state() {
        return new Journal(store).load(MODEL);
    }

    MemoryTraining training() {
        return training;
    }

    /** Takes what was counted since: of every kind of event the one that asked for most. */
    Map<String, Operations> take() {
        Map<String, Operations> taken = new LinkedHashMap<>(counted);
        counted.clear();
        return taken;
    }

    /** Time goes by, and whatever is deployed answers a while up to then. */
    void later(Duration by) {
        now = now.plus(by);
        for (long minute = Math.min(by.toMinutes(), TRAFFIC); minute > 0; minute--) {
            Instant at = now.minus(Duration.ofMinutes(minute));
            endpoint.artifacts(MODEL).keySet().forEach(version -> metrics.served(MODEL, version, at, 200, 0, 20));
        }
    }

    void put(String key, String text) {
        store.put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    void arrives(StepName function, String key) {
        counts(function, "", i -> i.arrived().take(store.stat(key).orElseThrow(), EnumSet.of(function)));
    }

    void does(StepName step, String what) {
        counts(step, what, i -> i.steps().run(step, MODEL));
    }

    /** A minute of a rollout, or the one in which it ends. */
    void watches() {
        counts(StepName.ADJUST_TRAFFIC, () -> rolling() ? "a window" : "promotes", i -> i.steps()
                .run(StepName.ADJUST_TRAFFIC, MODEL));
    }

    boolean rolling() {
        return !(state().serving().rollout() instanceof RolloutState.None);
    }

    void asks(String action) {
        byte[] body = "{\"reason\":\"new season\"}".getBytes(StandardCharsets.UTF_8);
        counts(StepName.ROLL_BACK, action, i -> new ControlApi(i.ground()).act(MODEL, action, body, ADA));
    }

    /** An alarm about the model, as a cloud's own monitoring sends it. */
    void alarms(String name, String what) {
        AlertMessage alert = new AlertMessage(name + now, name, true, "it burns", Optional.of(MODEL));
        counts(StepName.RECEIVE_ALERT, what, i -> new ControlApi(i.ground()).take(List.of(alert)));
    }

    void shows() {
        counts(StepName.SHOW_STATUS, "one model", i -> new StatusApi(i.ground(), registry, "")
                .answer(new HttpCall("GET", "/models/" + MODEL + "/status.json", "", Map.of(), new byte[0])));
    }

    void sweeps(String what) {
        counts(StepName.SWEEP, what, i -> {
            new Sweep(i.ground().loops(), i.ground().store(), queue, () -> now).sweep();
            i.files().lookForNew();
        });
    }

    /** Everything that was put off by the queue is dropped: events here come as the caller says. */
    private void counts(StepName function, String what, Consumer<Instance> event) {
        counts(function, () -> what, event);
    }

    private void counts(StepName function, Supplier<String> told, Consumer<Instance> event) {
        Instance instance = instances.computeIfAbsent(function, f -> instance());
        Operations before = instance.store().done();
        event.accept(instance);
        queue.lose();
        String what = told.get();
        Operations done = instance.store().done().minus(before);
        counted.merge(
                function.text() + (what.isEmpty() ? "" : ": " + what), done, (a, b) -> a.all() >= b.all() ? a : b);
    }

    private Instance instance() {
        CountingStore counting = new CountingStore(store);
        Ground ground = Ground.on(counting, queue, () -> now);
        Services services = new Services(
                () -> training,
                () -> registry,
                () -> endpoint,
                () -> metrics,
                () -> new MemoryPriceBook(Money.of(1, "USD")),
                MemoryNotifier::new);
        ConfigFiles files = new ConfigFiles(ground);
        return new Instance(counting, ground, new Steps(ground, services), new ObjectArrived(ground, files), files);
    }

    String configuration() {
        return Layout.config(MODEL);
    }
}
