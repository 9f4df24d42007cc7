package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.TrafficSplit;

/** An endpoint that hands on every call. */
class EndpointWrapper implements Endpoint {
    private final Endpoint inner;

    EndpointWrapper(Endpoint inner) {
        this.inner = inner;
    }

    @Override
    public EndpointView read(String endpoint) {
        return inner.read(endpoint);
    }

    @Override
    public void deploy(String endpoint, String version, String artifact) {
        inner.deploy(endpoint, version, artifact);
    }

    @Override
    public boolean shift(String endpoint, TrafficSplit split, String token) {
        return inner.shift(endpoint, split, token);
    }

    @Override
    public void undeploy(String endpoint, String version) {
        inner.undeploy(endpoint, version);
    }
}
