package dev.loopkeeper.gcp.wire;

import dev.loopkeeper.gcp.function.EvaluationEvents;
import dev.loopkeeper.gcp.function.PushedAlerts;
import dev.loopkeeper.gcp.function.StepEvents;
import dev.loopkeeper.gcp.function.StorageEvents;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.gcp.store.Buckets;
import dev.loopkeeper.gcp.vertex.LiveEvaluations;
import dev.loopkeeper.gcp.vertex.VertexApi;
import dev.loopkeeper.gcp.vertex.VertexEvaluations;
import dev.loopkeeper.host.AlertDesk;
import dev.loopkeeper.host.AlertIntake;
import dev.loopkeeper.host.Callers;
import dev.loopkeeper.host.ConfigFiles;
import dev.loopkeeper.host.ControlApi;
import dev.loopkeeper.host.ControlDesk;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.Guarded;
import dev.loopkeeper.host.Hints;
import dev.loopkeeper.host.InboundWebhook;
import dev.loopkeeper.host.ObjectArrived;
import dev.loopkeeper.host.ObjectEvents;
import dev.loopkeeper.host.ScoredOutcomes;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.host.Settings;
import dev.loopkeeper.host.StatusApi;
import dev.loopkeeper.host.StatusDesk;
import dev.loopkeeper.host.Steps;
import dev.loopkeeper.loop.steps.Sweep;
import dev.loopkeeper.registry.ModelRegistry;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the functions call: one bean a kind of trigger. */
@Factory
final class TriggerWiring {
    @Singleton
    ControlDesk control(Callers callers, BeanProvider<Guarded> guarded, BeanProvider<Ground> ground) {
        return new ControlDesk(callers, guarded::get, () -> new ControlApi(ground.get()));
    }

    @Singleton
    AlertDesk alerts(
            Callers callers,
            Guarded guarded,
            Ground ground,
            Settings settings,
            GoogleRest rest,
            BeanProvider<VertexApi> api) {
        Set<String> secrets = settings.list(Setting.LOOPKEEPER_WEBHOOK_SECRETS);
        Optional<InboundWebhook> webhook = secrets.isEmpty()
                ? Optional.empty()
                : Optional.of(new InboundWebhook(List.copyOf(secrets), ground.store(), ground.clock()));
        AlertIntake intake = new AlertIntake(guarded, new ControlApi(ground));
        return new AlertDesk(callers, webhook, new PushedAlerts(guarded, intake, entry -> ServiceWiring.monitoring(
                        rest, api.get().place())
                .alert(entry)));
    }

    @Singleton
    StatusDesk status(Ground ground, ModelRegistry registry, Settings settings) {
        StatusApi status = new StatusApi(ground, registry, settings.text(Setting.LOOPKEEPER_STATUS_URL));
        return new StatusDesk(() -> status);
    }

    @Singleton
    StorageEvents storage(
            Ground ground,
            Guarded guarded,
            Buckets buckets,
            BeanProvider<Steps> steps,
            BeanProvider<VertexApi> api,
            Settings settings) {
        ObjectArrived arrived = new ObjectArrived(ground, new ConfigFiles(ground));
        Optional<ScoredOutcomes> shown = settings.on(Setting.LOOPKEEPER_LIVE_EVALUATIONS)
                ? Optional.of(new ScoredOutcomes(
                        ground,
                        (config, points) -> new LiveEvaluations(new VertexEvaluations(api.get())).show(config, points)))
                : Optional.empty();
        return new StorageEvents(
                guarded,
                new ObjectEvents(arrived, steps::get, shown),
                Set.copyOf(List.of(buckets.state(), buckets.uploads())));
    }

    @Singleton
    EvaluationEvents evaluations(StorageEvents storage, StepEvents steps) {
        return new EvaluationEvents(storage, steps);
    }

    @Singleton
    Steps steps(Ground ground, Services services) {
        return new Steps(ground, services);
    }

    @Singleton
    StepEvents events(Ground ground, Guarded guarded, Steps steps, BeanProvider<StorageEvents> storage) {
        Sweep sweep = new Sweep(ground.loops(), ground.store(), ground.queue(), ground.clock());
        Hints hints = new Hints(steps, ground.models(), sweep, new ConfigFiles(ground));
        return new StepEvents(guarded, hints, storage::get);
    }
}
