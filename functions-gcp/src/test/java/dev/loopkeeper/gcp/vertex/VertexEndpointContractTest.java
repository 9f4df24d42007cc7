package dev.loopkeeper.gcp.vertex;

import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.testkit.EndpointContract;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class VertexEndpointContractTest extends EndpointContract {
    private static final String RESOURCE = VertexWorld.PARENT + "/endpoints/late";

    private final VertexWorld world = new VertexWorld();
    private final VertexEndpoint endpoint = world.endpoint();

    @BeforeEach
    void makeEndpointAndVersions() {
        world.modelWithVersions("late", 9);
        world.fake().endpoints().create(RESOURCE, "Late arrivals");
        // Looked at twice before it ends: once when the deployment is repeated, once when it is read.
        world.fake().operations().takePolls(3);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Override
    protected Endpoint endpoint() {
        world.fake().endpoints().state(RESOURCE);
        return new Settling(endpoint, world);
    }

    @Override
    protected String name() {
        return "late";
    }

    @Override
    protected String artifact() {
        return VertexWorld.ARTIFACT;
    }

    @Override
    protected void awaitReady(String version) {
        world.fake().operations().endAll();
    }

    @Override
    protected void editByHand(TrafficSplit split) {
        Map<String, Integer> byId = new TreeMap<>();
        split.weights().forEach((version, weight) -> byId.put(DeployedModelId.of(version), weight));
        world.fake().endpoints().shiftByHand(RESOURCE, byId);
    }

    /** The contract looks right after an undeployment, which on Vertex AI takes its time. */
    private record Settling(Endpoint inner, VertexWorld world) implements Endpoint {
        @Override
        public dev.loopkeeper.rollout.EndpointView read(String endpoint) {
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
            world.fake().operations().endAll();
        }
    }
}
