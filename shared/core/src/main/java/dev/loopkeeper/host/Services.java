package dev.loopkeeper.host;

import dev.loopkeeper.notify.Notifier;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.retrain.PriceBook;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.LiveMetrics;
import java.util.function.Supplier;

/**
 * The ports that some steps need and others do not. Each supplier is asked at the first step that needs it and never
 * again, so that a function pays only for the clients it uses.
 */
public record Services(
        Supplier<TrainingService> training,
        Supplier<ModelRegistry> registry,
        Supplier<Endpoint> endpoint,
        Supplier<LiveMetrics> metrics,
        Supplier<PriceBook> prices,
        Supplier<Notifier> notifier) {
    public Services {
        training = new Once<>(training);
        registry = new Once<>(registry);
        endpoint = new Once<>(endpoint);
        metrics = new Once<>(metrics);
        prices = new Once<>(prices);
        notifier = new Once<>(notifier);
    }
}
