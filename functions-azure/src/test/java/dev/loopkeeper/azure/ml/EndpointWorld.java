package dev.loopkeeper.azure.ml;

import dev.loopkeeper.azure.ml.fake.FakeDeployments;
import dev.loopkeeper.azure.ml.fake.FakeEndpoints;

/** A workspace with one endpoint, {@code late}, that serves nothing. */
final class EndpointWorld implements AutoCloseable {
    static final String ARTIFACT = "runs/late/run-1/model.zip";

    private final MlWorld ml = new MlWorld();
    private final FakeEndpoints endpoints = ml.fake().serve(new FakeEndpoints(ml.fake()));
    private final FakeDeployments deployments = ml.fake().serve(new FakeDeployments(ml.fake(), endpoints));
    private final OnlineEndpoint endpoint = new OnlineEndpoint(
            ml.api(),
            ml.store(),
            new EndpointServing("serving:3", "Standard_DS2_v2", 1, "https://x.example/state", ""));

    EndpointWorld() {
        endpoints.create("late");
    }

    MlWorld ml() {
        return ml;
    }

    FakeEndpoints endpoints() {
        return endpoints;
    }

    FakeDeployments deployments() {
        return deployments;
    }

    OnlineEndpoint endpoint() {
        return endpoint;
    }

    /** Ends whatever is on its way. */
    void endAll() {
        ml.fake().operations().endAll();
    }

    @Override
    public void close() {
        ml.close();
    }
}
