package dev.loopkeeper.gcp.wire;

import dev.loopkeeper.connectors.ChatNotifier;
import dev.loopkeeper.connectors.OutboundRule;
import dev.loopkeeper.connectors.Secrets;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.gcp.store.Buckets;
import dev.loopkeeper.gcp.vertex.VertexApi;
import dev.loopkeeper.gcp.vertex.VertexEndpoint;
import dev.loopkeeper.gcp.vertex.VertexPipelines;
import dev.loopkeeper.gcp.vertex.VertexPlace;
import dev.loopkeeper.gcp.vertex.VertexRegistry;
import dev.loopkeeper.gcp.vertex.VertexServing;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.retrain.PriceBook;
import dev.loopkeeper.rollout.LiveMetrics;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Set;

/** The ports that only some steps need; nothing of them is made before a step asks. */
@Factory
final class ServiceWiring {
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
    ModelRegistry registry(VertexApi api, Ground ground, Settings settings) {
        return new VertexRegistry(api, ground.store(), VertexServing.from(settings.all()), ground.clock());
    }

    @Singleton
    Secrets secrets(Settings settings) {
        return new MountedSecrets(settings.all());
    }

    @Singleton
    Services services(
            BeanProvider<VertexApi> api,
            BeanProvider<ModelRegistry> registry,
            BeanProvider<LiveMetrics> metrics,
            BeanProvider<PriceBook> prices,
            BeanProvider<Secrets> secrets,
            Ground ground,
            Settings settings) {
        return new Services(
                () -> new VertexPipelines(api.get(), ground.store(), settings.text(Setting.LOOPKEEPER_TRAINER_ACCOUNT)),
                registry::get,
                () -> new VertexEndpoint(api.get(), ground.store(), VertexServing.from(settings.all()), ground.clock()),
                () -> there(metrics, "live metrics"),
                () -> there(prices, "prices"),
                () -> new ChatNotifier(secrets.get(), new OutboundRule(Set.of(), "nothing is allowed by name here")));
    }

    private static <T> T there(BeanProvider<T> provider, String what) {
        return provider.find(null)
                .orElseThrow(() -> LoopException.transientFailure("this jar was built without " + what, null));
    }
}
