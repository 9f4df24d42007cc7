package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.ServingState;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.testkit.MemoryEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The endpoint itself: watches what lands on it and checks it against the journal at that moment. */
final class SimEndpoint implements Endpoint {
    private final MemoryEndpoint memory;
    private final boolean conditional;
    private final Faults faults;
    private final SimMetrics metrics;
    private final Coverage coverage;
    private final Supplier<LoopState> truth;

    SimEndpoint(boolean conditional, Faults faults, SimMetrics metrics, Coverage coverage, Supplier<LoopState> truth) {
        this.memory = conditional ? MemoryEndpoint.conditional() : MemoryEndpoint.unconditional();
        this.conditional = conditional;
        this.faults = faults;
        this.metrics = metrics;
        this.coverage = coverage;
        this.truth = truth;
    }

    @Override
    public EndpointView read(String endpoint) {
        return memory.read(endpoint);
    }

    @Override
    public void deploy(String endpoint, String version, String artifact) {
        memory.deploy(endpoint, version, artifact);
    }

    @Override
    public boolean shift(String endpoint, TrafficSplit split, String token) {
        if (!conditional && faults.strikes("late shift", 0.1)) {
            memory.holdNextShift(endpoint);
        }
        int before = memory.history(endpoint).size();
        boolean done = memory.shift(endpoint, split, token);
        if (!done) {
            coverage.saw("stale token");
        }
        landed(before);
        return done;
    }

    @Override
    public void undeploy(String endpoint, String version) {
        ServingState serving = truth.get().serving();
        boolean deployed = memory.read(endpoint).deployments().containsKey(version);
        memory.undeploy(endpoint, version);
        if (deployed
                && serving.rollbackTarget()
                        .filter(v -> v.version().equals(version))
                        .isPresent()
                && serving.rollout().trial().isPresent()) {
            throw new Violation("I2", version + " was removed while it is the version to go back to");
        }
    }

    /** Lets deployments end, badly for those that cannot start. */
    void finish(java.util.function.Predicate<String> broken) {
        EndpointView view = memory.read(Terms.MODEL);
        List<String> waiting = view.deployments().entrySet().stream()
                .filter(e -> e.getValue() == EndpointView.Deployment.DEPLOYING)
                .map(java.util.Map.Entry::getKey)
                .sorted()
                .toList();
        waiting.stream().filter(broken).forEach(v -> memory.failDeployment(Terms.MODEL, v));
        if (!waiting.isEmpty()) {
            memory.finishDeployments(Terms.MODEL);
        }
    }

    /** Lets shifts land that were accepted long ago. */
    void landLate() {
        int before = memory.history(Terms.MODEL).size();
        memory.landHeldShifts(Terms.MODEL);
        landed(before);
    }

    void edit(TrafficSplit split) {
        memory.editByHand(Terms.MODEL, split);
        metrics.landed(split);
    }

    private void landed(int before) {
        List<TrafficSplit> history = memory.history(Terms.MODEL);
        for (TrafficSplit split : history.subList(before, history.size())) {
            metrics.landed(split);
            ServingState serving = truth.get().serving();
            boolean wanted = serving.desiredSplit().equals(Optional.of(split))
                    || serving.shifts().intents().contains(split)
                    || serving.shifts().confirmed().equals(Optional.of(split));
            if (!wanted) {
                coverage.saw("exposure");
                if (conditional) {
                    throw new Violation(
                            "I4",
                            "split " + split.weights() + " lands in state "
                                    + serving.rollout().label() + " of epoch " + serving.epoch() + ", wanted is "
                                    + serving.desiredSplit().map(TrafficSplit::weights));
                }
            }
        }
    }
}
