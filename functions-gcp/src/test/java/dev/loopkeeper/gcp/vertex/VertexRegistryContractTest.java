package dev.loopkeeper.gcp.vertex;

import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.testkit.ModelRegistryContract;
import org.junit.jupiter.api.AfterEach;

class VertexRegistryContractTest extends ModelRegistryContract {
    private final VertexWorld world = new VertexWorld();
    private final VertexRegistry registry = new VertexRegistry(
            world.api(),
            world.store(),
            VertexWorld.serving(),
            world.clock(),
            time -> Thread.sleep(time.toMillis() / 10));

    @AfterEach
    void stop() {
        world.close();
    }

    @Override
    protected ModelRegistry registry() {
        return registry;
    }
}
