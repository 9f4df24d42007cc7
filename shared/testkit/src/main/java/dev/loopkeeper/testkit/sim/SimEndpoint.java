package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.testkit.MemoryEndpoint;
import java.util.List;

/** An endpoint that takes shifts at once, or holds some back: watches what lands on it. */
final class SimEndpoint implements Endpoint, Served {
    private final MemoryEndpoint memory;
    private final boolean conditional;
    private final Faults faults;
    private final Landings landings;
    private final Coverage coverage;

    SimEndpoint(boolean conditional, Faults faults, Landings landings, Coverage coverage) {
        this.memory = conditional ? MemoryEndpoint.conditional() : MemoryEndpoint.unconditional();
        this.conditional = conditional;
        this.faults = faults;
        this.landings = landings;
        this.coverage = coverage;
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
        boolean deployed = memory.read(endpoint).deployments().containsKey(version);
        memory.undeploy(endpoint, version);
        if (deployed) {
            landings.removed(version);
        }
    }

    @Override
    public Endpoint adapter(Gate gate, Mutant mutant) {
        return new SimPorts.GatedEndpoint(mutant.service(this), gate);
    }

    @Override
    public void finish(java.util.function.Predicate<String> broken) {
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

    @Override
    public void landLate() {
        int before = memory.history(Terms.MODEL).size();
        memory.landHeldShifts(Terms.MODEL);
        landed(before);
    }

    @Override
    public boolean busy() {
        return false;
    }

    @Override
    public void edit(TrafficSplit split) {
        memory.editByHand(Terms.MODEL, split);
        landings.edited(split);
    }

    private void landed(int before) {
        List<TrafficSplit> history = memory.history(Terms.MODEL);
        history.subList(before, history.size()).forEach(landings::landed);
    }
}
