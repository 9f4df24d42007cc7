package dev.loopkeeper.azure.wire;

import dev.loopkeeper.connectors.ChatNotifier;
import dev.loopkeeper.connectors.MountedSecrets;
import dev.loopkeeper.connectors.OutboundRule;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.host.Settings;
import dev.loopkeeper.notify.Notifier;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.retrain.PriceBook;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.LiveMetrics;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Set;

/** The ports that only some steps need; nothing of them is made before a step asks. */
@Factory
final class ServiceWiring {
    /** The platform resolves references to Key Vault before the process starts. */
    @Singleton
    Notifier notifier(Settings settings) {
        return new ChatNotifier(
                new MountedSecrets(settings.all(), "Key Vault"),
                new OutboundRule(Set.of(), "no host is allowed by name here"));
    }

    @Singleton
    Services services(
            BeanProvider<TrainingService> training,
            BeanProvider<ModelRegistry> registry,
            BeanProvider<Endpoint> endpoint,
            BeanProvider<LiveMetrics> metrics,
            BeanProvider<PriceBook> prices,
            BeanProvider<Notifier> notifier) {
        return new Services(training::get, registry::get, endpoint::get, metrics::get, prices::get, notifier::get);
    }
}
