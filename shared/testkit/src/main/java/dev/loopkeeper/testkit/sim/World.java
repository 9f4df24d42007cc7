package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.testkit.MemoryNotifier;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryRegistry;
import dev.loopkeeper.testkit.MemoryTraining;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Everything outside the steps: services, time, messages on their way, hosts. */
final class World {
    static final String ADOPTED = "old";
    private static final int HOSTS = 3;
    private static final int MOST_HINTS = 14;

    private final Terms terms;
    private final long seed;
    private final Faults faults;
    private final Scheduler scheduler;
    private final Coverage coverage;
    private final Truth truth;
    private final Chance chance;
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final MemoryTraining training = new MemoryTraining();
    private final MemoryRegistry registry = new MemoryRegistry();
    private final MemoryNotifier notifier = new MemoryNotifier();
    private final SimMetrics metrics;
    private final Landings landings;
    private final Served endpoint;
    private final Ports ports;
    private final List<Host> hosts = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private Instant now;
    private int ids;

    World(long seed, Terms terms, Faults faults, Scheduler scheduler, Gate gate, Coverage coverage, Mutant mutant) {
        this.terms = terms;
        this.seed = seed;
        this.faults = faults;
        this.scheduler = scheduler;
        this.coverage = coverage;
        this.truth = new Truth(terms, coverage);
        this.chance = new Chance(seed, "world");
        this.now = terms.start();
        this.metrics = new SimMetrics(v -> nature(v, "bad", 0.2), faults);
        metrics.at(now);
        this.landings = new Landings(
                terms.endpoint() == EndpointKind.CONDITIONAL, metrics, coverage, truth::state, scheduler::tick);
        this.endpoint = terms.endpoint() == EndpointKind.REREAD
                ? new SlowService(faults, landings, coverage)
                : new SimEndpoint(terms.endpoint() == EndpointKind.CONDITIONAL, faults, landings, coverage);
        this.ports = ports(gate, mutant);
        for (int i = 0; i < HOSTS; i++) {
            hosts.add(new Host(this));
        }
        if (terms.adopted()) {
            endpoint.deploy(Terms.MODEL, ADOPTED, "");
            endpoint.finish(v -> false);
            endpoint.edit(TrafficSplit.all(ADOPTED));
        }
        store.put(Layout.wakeUp(now, Terms.MODEL), new byte[0]);
    }

    private Ports ports(Gate gate, Mutant mutant) {
        return new Ports(
                mutant.store(new SimStore(store, gate, truth)),
                mutant.queue(new SimQueue(gate, this::hint)),
                mutant.training(new SimPorts.GatedTraining(training, gate)),
                new SimPorts.GatedRegistry(registry, gate),
                mutant.endpoint(endpoint.adapter(gate, mutant), truth::state),
                metrics,
                mutant.notifier(new SimPorts.GatedNotifier(notifier, gate), truth::state),
                mutant.policy(new SimPolicy()),
                mutant.judge(new SimJudge()));
    }

    /** Whether a version has a property: a matter of its name and the seed, so that it never changes. */
    boolean nature(String version, String property, double probability) {
        return !version.equals(ADOPTED) && new Chance(seed, property + version).in(probability);
    }

    private void hint(StepName step, Instant due) {
        boolean waiting = messages.stream()
                .anyMatch(m -> m.name().equals(step.text()) && !m.due().isAfter(due));
        if (waiting && (!faults.on() || messages.size() > MOST_HINTS) || faults.strikes("hint lost", 0.15)) {
            return;
        }
        Message hint = new Message(step.text(), false, due, late(), host -> host.step(step));
        messages.add(hint);
        if (faults.strikes("hint doubled", 0.1)) {
            messages.add(hint.later(late()));
        }
    }

    /** The tick at which a message arrives: now, or late and so out of order. */
    private int late() {
        return scheduler.tick() + (faults.strikes("message late", 0.15) ? chance.between(5, 80) : 0);
    }

    /** Something that is delivered until it was handled, sometimes more than once. */
    void deliver(String name, java.util.function.Consumer<Host> body) {
        Message message = new Message(name, true, now, late(), body);
        messages.add(message);
        if (faults.strikes("event doubled", 0.2)) {
            messages.add(message.later(late()));
        }
    }

    void again(Message message) {
        if (message.durable() || chance.in(0.5)) {
            messages.add(message.later(scheduler.tick() + (faults.on() ? chance.between(1, 40) : 0)));
        }
    }

    /** Takes one of the messages that may arrive now, or null. */
    Message take() {
        List<Message> due = messages.stream()
                .filter(m -> !m.due().isAfter(now) && (!faults.on() || m.notBefore() <= scheduler.tick()))
                .toList();
        if (due.isEmpty()) {
            return null;
        }
        Message taken = chance.of(due);
        messages.remove(taken);
        return taken;
    }

    void pass(Duration time) {
        now = now.plus(time);
        metrics.at(now);
        endpointMoves();
    }

    private void endpointMoves() {
        if (!faults.on() || chance.in(0.4)) {
            endpoint.finish(v -> nature(v, "broken", 0.06));
        }
        if (!faults.on() || chance.in(0.05)) {
            endpoint.landLate();
        }
        if (faults.strikes("clock", 0.02)) {
            chance.of(hosts).skew(Duration.ofSeconds(chance.between(-600, 600)));
        }
    }

    /** Ends faults of clocks. */
    void calm() {
        hosts.forEach(h -> h.skew(Duration.ZERO));
        endpoint.landLate();
    }

    Host host() {
        return chance.of(hosts);
    }

    String newId() {
        return "op-" + ids++;
    }

    Instant now() {
        return now;
    }

    LoopConfig config() {
        return terms.config();
    }

    Terms terms() {
        return terms;
    }

    Ports ports() {
        return ports;
    }

    Truth truth() {
        return truth;
    }

    Coverage coverage() {
        return coverage;
    }

    MemoryObjectStore store() {
        return store;
    }

    MemoryTraining training() {
        return training;
    }

    MemoryRegistry registry() {
        return registry;
    }

    MemoryNotifier notifier() {
        return notifier;
    }

    Served endpoint() {
        return endpoint;
    }

    Landings landings() {
        return landings;
    }

    Faults faults() {
        return faults;
    }
}
