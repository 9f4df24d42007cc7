package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.EndpointView.Deployment;
import dev.loopkeeper.rollout.TrafficSplit;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * One named endpoint of the server. A change is written to disk before it takes effect, so what callers saw survives a
 * crash.
 */
final class ServedEndpoint implements AutoCloseable {
    private final String name;
    private final EndpointFiles files;
    private final InstantSource clock;
    private final VersionLimits limits;
    private volatile Serving serving = Serving.of(EndpointState.EMPTY, Map.of());

    ServedEndpoint(String name, EndpointFiles files, InstantSource clock, VersionLimits limits) {
        this.name = name;
        this.files = files;
        this.clock = clock;
        this.limits = limits;
    }

    /** Begins to serve what a former server served. */
    synchronized void restore(EndpointState state) {
        Map<String, LiveVersion> versions = new HashMap<>();
        state.deployments().forEach((version, artifact) -> versions.put(version, started(version, artifact)));
        serving = Serving.of(state, versions);
    }

    Serving serving() {
        return serving;
    }

    String name() {
        return name;
    }

    EndpointView view() {
        Serving now = serving;
        Map<String, Deployment> deployments = new HashMap<>();
        now.versions()
                .forEach((version, live) ->
                        deployments.put(version, live.process().state()));
        return new EndpointView(now.state().split(), now.state().token(), true, deployments);
    }

    synchronized void deploy(String version, String artifact) throws IOException {
        LiveVersion former = serving.versions().get(version);
        if (former != null && former.process().state() != Deployment.FAILED) {
            return;
        }
        if (former != null) {
            former.process().close();
        }
        files.forget(name, version);
        EndpointState next = serving.state().deployed(version, artifact);
        files.save(name, next);
        Map<String, LiveVersion> versions = new HashMap<>(serving.versions());
        versions.put(version, started(version, artifact));
        serving = Serving.of(next, versions);
    }

    /** {@code false} when the endpoint is not any more what the token stands for. */
    synchronized boolean shift(TrafficSplit split, String token) {
        if (!serving.state().token().equals(token)) {
            return false;
        }
        for (String version : split.weights().keySet()) {
            LiveVersion live = serving.versions().get(version);
            if (live == null || live.process().state() != Deployment.READY) {
                throw LoopException.conflict("endpoint " + name + " cannot send traffic to version " + version
                        + ": it is "
                        + (live == null
                                ? "not deployed"
                                : live.process().state() + ", " + live.process().problem()));
            }
        }
        EndpointState next = serving.state().shifted(split);
        files.save(name, next);
        serving = Serving.of(next, serving.versions());
        return true;
    }

    synchronized void undeploy(String version) throws IOException {
        LiveVersion gone = serving.versions().get(version);
        if (gone == null) {
            return;
        }
        int weight = serving.state().weight(version);
        if (weight > 0) {
            throw LoopException.conflict("endpoint " + name + " cannot remove version " + version + ": it takes "
                    + weight + " % of the traffic, shift that away first");
        }
        EndpointState next = serving.state().undeployed(version);
        files.save(name, next);
        Map<String, LiveVersion> versions = new HashMap<>(serving.versions());
        versions.remove(version);
        serving = Serving.of(next, versions);
        gone.process().close();
        files.forget(name, version);
    }

    /** Whether every version that takes traffic is running. */
    boolean healthy() {
        Serving now = serving;
        return now.state().split().stream()
                .flatMap(split -> split.weights().keySet().stream())
                .allMatch(version -> now.versions().get(version).process().up());
    }

    @Override
    public void close() {
        serving.versions().values().forEach(version -> version.process().close());
    }

    private LiveVersion started(String version, String artifact) {
        VersionProcess process = new VersionProcess(
                name + "/" + version, () -> files.artefact(name, version, artifact), files.log(name, version), limits);
        process.start();
        return new LiveVersion(version, model(artifact), process, new VersionMetrics(clock));
    }

    /** The model an artefact {@code runs/<model>/...} belongs to; else an endpoint is named like its model. */
    private String model(String artifact) {
        String[] segments = artifact.split("/");
        return segments.length > 3 && segments[0].equals("runs") ? segments[1] : name;
    }
}
