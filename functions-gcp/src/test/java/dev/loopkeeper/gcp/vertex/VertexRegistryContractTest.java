package dev.loopkeeper.gcp.vertex;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.registry.RegisteredVersion;
import dev.loopkeeper.registry.Registration;
import dev.loopkeeper.testkit.ModelRegistryContract;
import java.util.List;
import java.util.Map;
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
        return new Redelivered(registry);
    }

    /** Does what the host does with {@code TRANSIENT}: calls again. */
    private record Redelivered(ModelRegistry inner) implements ModelRegistry {
        private static final int MOST = 200;

        @Override
        public String register(Registration registration) {
            for (int attempt = 1; ; attempt++) {
                try {
                    return inner.register(registration);
                } catch (LoopException e) {
                    if (e.kind() != LoopException.Kind.TRANSIENT || attempt == MOST) {
                        throw e;
                    }
                }
            }
        }

        @Override
        public void alias(String model, Map<String, String> wanted) {
            inner.alias(model, wanted);
        }

        @Override
        public List<RegisteredVersion> versions(String model) {
            return inner.versions(model);
        }
    }
}
