package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.testkit.EndpointContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class LocalEndpointContractTest extends EndpointContract {
    private static final String ARTIFACT = "runs/flights/run-1/model.constant";

    @TempDir
    private static Path home;

    private static Bench bench;

    private final String name = "endpoint-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        bench = new Bench(home, Duration.ofSeconds(1));
        bench.store().put(ARTIFACT, "0.5".getBytes(StandardCharsets.UTF_8));
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @Override
    protected Endpoint endpoint() {
        return bench.endpoint();
    }

    @Override
    protected String name() {
        return name;
    }

    @Override
    protected String artifact() {
        return ARTIFACT;
    }

    @Override
    protected void awaitReady(String version) {
        Bench.await(() -> endpoint().read(name).ready(version));
    }

    @Override
    protected void editByHand(TrafficSplit split) {
        bench.shift(name, split);
    }
}
