package dev.loopkeeper.azure.ml;

import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.testkit.EndpointContract;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Operations end at the next look, so that the look after a PUT shows it. */
class OnlineEndpointContractTest extends EndpointContract {
    private final EndpointWorld world = new EndpointWorld();

    @BeforeEach
    void endSoon() {
        world.ml().fake().operations().take(Duration.ZERO, 1);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Override
    protected Endpoint endpoint() {
        return new Settling(world);
    }

    @Override
    protected String name() {
        return "late";
    }

    @Override
    protected String artifact() {
        return EndpointWorld.ARTIFACT;
    }

    @Override
    protected void awaitReady(String version) {
        world.endAll();
    }

    @Override
    protected void editByHand(TrafficSplit split) {
        Map<String, Integer> byName = new TreeMap<>();
        split.weights().forEach((version, weight) -> byName.put(DeploymentName.of(version), weight));
        world.endpoints().shiftByHand("late", byName);
    }

    /** The contract looks right after a removal, which takes its time here. */
    private record Settling(EndpointWorld world) implements Endpoint {
        @Override
        public EndpointView read(String endpoint) {
            return world.endpoint().read(endpoint);
        }

        @Override
        public void deploy(String endpoint, String version, String artifact) {
            world.endpoint().deploy(endpoint, version, artifact);
        }

        @Override
        public boolean shift(String endpoint, TrafficSplit split, String token) {
            return world.endpoint().shift(endpoint, split, token);
        }

        @Override
        public void undeploy(String endpoint, String version) {
            world.endpoint().undeploy(endpoint, version);
            world.endAll();
        }
    }
}
