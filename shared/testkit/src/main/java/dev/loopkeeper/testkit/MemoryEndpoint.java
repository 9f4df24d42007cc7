package dev.loopkeeper.testkit;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.EndpointView.Deployment;
import dev.loopkeeper.rollout.TrafficSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Serving endpoints in memory. Conditional like Vertex AI, or unconditional like Azure ML, where a shift never looks at
 * its token and may be held back and land late. Nothing moves on its own: the test lets deployments finish and shifts
 * land.
 */
public final class MemoryEndpoint implements Endpoint {
    private static final class State {
        private final TreeMap<String, Deployment> deployments = new TreeMap<>();
        private final TreeMap<String, String> artifacts = new TreeMap<>();
        private final List<TrafficSplit> history = new ArrayList<>();
        private final List<TrafficSplit> held = new ArrayList<>();
        private Optional<TrafficSplit> split = Optional.empty();
        private boolean holdNext;
        private long edits;
    }

    private final boolean conditional;
    private final TreeMap<String, State> endpoints = new TreeMap<>();

    private MemoryEndpoint(boolean conditional) {
        this.conditional = conditional;
    }

    /** Refuses a shift with a stale token. */
    public static MemoryEndpoint conditional() {
        return new MemoryEndpoint(true);
    }

    /** Takes every shift, whatever its token. */
    public static MemoryEndpoint unconditional() {
        return new MemoryEndpoint(false);
    }

    @Override
    public EndpointView read(String endpoint) {
        State at = at(endpoint);
        return new EndpointView(at.split, Long.toString(at.edits), conditional, at.deployments);
    }

    @Override
    public void deploy(String endpoint, String version, String artifact) {
        State at = at(endpoint);
        Deployment now = at.deployments.get(version);
        if (now == null || now == Deployment.FAILED) {
            at.deployments.put(version, Deployment.DEPLOYING);
            at.artifacts.put(version, artifact);
            at.edits++;
        }
    }

    @Override
    public boolean shift(String endpoint, TrafficSplit split, String token) {
        State at = at(endpoint);
        if (conditional && !token.equals(Long.toString(at.edits))) {
            return false;
        }
        refuseUnready(endpoint, at, split);
        if (at.holdNext) {
            at.holdNext = false;
            at.held.add(split);
        } else {
            set(at, split);
        }
        return true;
    }

    @Override
    public void undeploy(String endpoint, String version) {
        State at = at(endpoint);
        if (at.split.filter(split -> split.weight(version) > 0).isPresent()) {
            throw LoopException.poison(
                    "version " + version + " has traffic on endpoint " + endpoint + ": shift it away first");
        }
        if (at.deployments.remove(version) != null) {
            at.artifacts.remove(version);
            at.edits++;
        }
    }

    /** Makes every version that is being deployed ready. */
    public void finishDeployments(String endpoint) {
        State at = at(endpoint);
        at.deployments.replaceAll((version, now) -> now == Deployment.DEPLOYING ? Deployment.READY : now);
        at.edits++;
    }

    /** Makes a deployment fail, also one that was ready. */
    public void failDeployment(String endpoint, String version) {
        State at = at(endpoint);
        at.deployments.replace(version, Deployment.FAILED);
        at.edits++;
    }

    /** Does what a person does in the cloud's console: sets the split without any token. */
    public void editByHand(String endpoint, TrafficSplit split) {
        set(at(endpoint), split);
    }

    /** The next shift is accepted and lands only in {@link #landHeldShifts}: for unconditional endpoints. */
    public void holdNextShift(String endpoint) {
        if (conditional) {
            throw new IllegalStateException("a conditional endpoint cannot land a shift late");
        }
        at(endpoint).holdNext = true;
    }

    /**
     * Lets held shifts land, in the order they were accepted; returns how many. One to a version gone by then is
     * dropped.
     */
    public int landHeldShifts(String endpoint) {
        State at = at(endpoint);
        List<TrafficSplit> held = List.copyOf(at.held);
        at.held.clear();
        held.stream().filter(split -> allReady(at, split)).forEach(split -> set(at, split));
        return held.size();
    }

    /** Every split the endpoint ever had, oldest first. */
    public List<TrafficSplit> history(String endpoint) {
        return List.copyOf(at(endpoint).history);
    }

    /** The artefact of each deployed version. */
    public Map<String, String> artifacts(String endpoint) {
        return Map.copyOf(at(endpoint).artifacts);
    }

    private State at(String endpoint) {
        return endpoints.computeIfAbsent(endpoint, name -> new State());
    }

    private static void set(State at, TrafficSplit split) {
        at.split = Optional.of(split);
        at.history.add(split);
        at.edits++;
    }

    private static void refuseUnready(String endpoint, State at, TrafficSplit split) {
        if (!allReady(at, split)) {
            throw LoopException.poison("endpoint " + endpoint + " cannot take split " + split.weights()
                    + ": deployments are " + at.deployments + ", every version of a split must be ready");
        }
    }

    private static boolean allReady(State at, TrafficSplit split) {
        return split.weights().keySet().stream().allMatch(version -> at.deployments.get(version) == Deployment.READY);
    }
}
