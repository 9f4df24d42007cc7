package dev.loopkeeper.gcp.monitoring;

import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.registry.RegisteredVersion;
import dev.loopkeeper.registry.Registration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A registry that has somebody told of a champion whenever its alias is to move: model, then version.
 *
 * <p>They are told first, so that a process that dies in between tells them again. What they fail at is logged and
 * holds nothing up.
 */
public record WatchedRegistry(ModelRegistry registry, BiConsumer<String, String> watch) implements ModelRegistry {
    private static final Logger LOG = LogManager.getLogger(WatchedRegistry.class);

    @Override
    public String register(Registration registration) {
        return registry.register(registration);
    }

    @Override
    public void alias(String model, Map<String, String> aliases) {
        Optional.ofNullable(aliases.get("champion")).ifPresent(version -> tell(model, version));
        registry.alias(model, aliases);
    }

    private void tell(String model, String version) {
        try {
            watch.accept(model, version);
        } catch (RuntimeException e) {
            LOG.warn("champion {} of model {} is not watched until the next one: {}", version, model, e.getMessage());
        }
    }

    @Override
    public List<RegisteredVersion> versions(String model) {
        return registry.versions(model);
    }
}
