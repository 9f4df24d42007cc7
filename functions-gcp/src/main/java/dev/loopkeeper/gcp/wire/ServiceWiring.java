package dev.loopkeeper.gcp.wire;

import dev.loopkeeper.connectors.ChatNotifier;
import dev.loopkeeper.connectors.MountedSecrets;
import dev.loopkeeper.connectors.OutboundRule;
import dev.loopkeeper.gcp.monitoring.CloudMonitoringMetrics;
import dev.loopkeeper.gcp.monitoring.VertexModelMonitoring;
import dev.loopkeeper.gcp.monitoring.WatchedRegistry;
import dev.loopkeeper.gcp.prices.CloudPriceBook;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.gcp.store.Buckets;
import dev.loopkeeper.gcp.vertex.ChosenTraining;
import dev.loopkeeper.gcp.vertex.DeployedModelId;
import dev.loopkeeper.gcp.vertex.VertexApi;
import dev.loopkeeper.gcp.vertex.VertexCustomJobs;
import dev.loopkeeper.gcp.vertex.VertexEndpoint;
import dev.loopkeeper.gcp.vertex.VertexPipelines;
import dev.loopkeeper.gcp.vertex.VertexPlace;
import dev.loopkeeper.gcp.vertex.VertexRegistry;
import dev.loopkeeper.gcp.vertex.VertexServing;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.OfferedTraining;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.host.Settings;
import dev.loopkeeper.notify.Notifier;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.retrain.PriceBook;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.rollout.LiveMetrics;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;

/** The ports that only some steps need; nothing of them is made before a step asks. */
@Factory
final class ServiceWiring {
    /** Cloud Monitoring shows replicas after up to two minutes. */
    private static final Duration SETTLE = Duration.ofMinutes(3);

    /** A day, the threshold and the share of requests that the console proposes. */
    private static final Duration MONITORED = Duration.ofDays(1);

    private static final double DRIFT_THRESHOLD = 0.3;
    private static final double SAMPLED = 0.8;

    @Singleton
    VertexApi vertex(Settings settings, Buckets buckets, GoogleRest rest) {
        settings.check(Setting.LOOPKEEPER_PROJECT, Setting.LOOPKEEPER_REGION);
        VertexPlace place = VertexPlace.of(
                settings.text(Setting.LOOPKEEPER_PROJECT), settings.text(Setting.LOOPKEEPER_REGION), buckets.state());
        String host = settings.text(Setting.LOOPKEEPER_VERTEX_HOST);
        return new VertexApi(
                host.isEmpty() ? place : new VertexPlace(host, place.project(), place.location(), place.bucket()),
                rest);
    }

    @Singleton
    ModelRegistry registry(
            VertexApi api, GoogleRest rest, BeanProvider<VertexEndpoint> endpoint, Ground ground, Settings settings) {
        ModelRegistry registry =
                new VertexRegistry(api, ground.store(), VertexServing.from(settings.all()), ground.clock());
        if (!settings.on(Setting.LOOPKEEPER_MODEL_MONITORING)) {
            return registry;
        }
        VertexModelMonitoring jobs = monitoring(rest, api.place());
        return new WatchedRegistry(registry, (model, version) -> ground.models()
                .config(model)
                .ifPresent(config -> jobs.follow(
                        model, endpoint.get().id(config.rollout().endpoint()), DeployedModelId.find(version))));
    }

    static VertexModelMonitoring monitoring(GoogleRest rest, VertexPlace place) {
        return new VertexModelMonitoring(
                rest,
                new VertexModelMonitoring.Settings(
                        place.host(), place.project(), place.location(), MONITORED, DRIFT_THRESHOLD, SAMPLED));
    }

    @Singleton
    VertexEndpoint endpoint(VertexApi api, Ground ground, Settings settings) {
        return new VertexEndpoint(api, ground.store(), VertexServing.from(settings.all()), ground.clock());
    }

    @Singleton
    LiveMetrics metrics(GoogleRest rest, VertexEndpoint endpoint, Ground ground, Settings settings) {
        return new CloudMonitoringMetrics(
                rest,
                new CloudMonitoringMetrics.Settings(
                        settings.text(Setting.LOOPKEEPER_MONITORING_HOST),
                        settings.text(Setting.LOOPKEEPER_PROJECT),
                        SETTLE),
                endpoint::id,
                DeployedModelId::find,
                ground.clock());
    }

    @Singleton
    PriceBook prices(GoogleRest rest, Ground ground, Settings settings) {
        return new CloudPriceBook(
                rest,
                new CloudPriceBook.Settings(
                        settings.text(Setting.LOOPKEEPER_BILLING_HOST),
                        settings.text(Setting.LOOPKEEPER_REGION),
                        settings.text(Setting.LOOPKEEPER_TRAINER_MACHINE)),
                ground.store(),
                ground.clock());
    }

    @Singleton
    Notifier notifier(Settings settings) {
        return new ChatNotifier(
                new MountedSecrets(settings.all(), "Secret Manager"),
                new OutboundRule(Set.of(), "no host is allowed by name here"));
    }

    @Singleton
    Services services(
            BeanProvider<VertexApi> api,
            BeanProvider<ModelRegistry> registry,
            BeanProvider<VertexEndpoint> endpoint,
            BeanProvider<LiveMetrics> metrics,
            BeanProvider<PriceBook> prices,
            BeanProvider<Notifier> notifier,
            Ground ground,
            Settings settings) {
        return new Services(
                () -> training(api.get(), ground, settings),
                registry::get,
                endpoint::get,
                metrics::get,
                prices::get,
                notifier::get);
    }

    private static TrainingService training(VertexApi api, Ground ground, Settings settings) {
        TrainingService chosen = new ChosenTraining(
                new VertexPipelines(api, ground.store(), settings.text(Setting.LOOPKEEPER_TRAINER_ACCOUNT)),
                new VertexCustomJobs(api, ground.store()),
                model -> ground.models()
                        .config(model)
                        .filter(config -> config.training().service().equals("vertex-custom"))
                        .isPresent());
        return new OfferedTraining(chosen, Set.of("vertex-pipelines", "vertex-custom"), ground.models()::config);
    }
}
