package dev.loopkeeper.testkit;

import dev.loopkeeper.registry.ModelRegistry;

class MemoryRegistryTest extends ModelRegistryContract {
    private final MemoryRegistry registry = new MemoryRegistry();

    @Override
    protected ModelRegistry registry() {
        return registry;
    }
}
