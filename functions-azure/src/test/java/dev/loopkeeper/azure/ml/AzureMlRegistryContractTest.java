package dev.loopkeeper.azure.ml;

import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.testkit.ModelRegistryContract;
import org.junit.jupiter.api.AfterEach;

class AzureMlRegistryContractTest extends ModelRegistryContract {
    private final MlWorld world = new MlWorld();
    private final AzureMlRegistry registry = world.registry();

    @AfterEach
    void stop() {
        world.close();
    }

    @Override
    protected ModelRegistry registry() {
        return registry;
    }
}
