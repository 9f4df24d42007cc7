package dev.loopkeeper.azure.wire;

import dev.loopkeeper.azure.auth.Allowed;
import dev.loopkeeper.azure.auth.Callers;
import dev.loopkeeper.azure.auth.EntraTokens;
import dev.loopkeeper.azure.function.BlobAddress;
import dev.loopkeeper.azure.function.BlobCreated;
import dev.loopkeeper.azure.function.GridEvents;
import dev.loopkeeper.azure.function.HintMessages;
import dev.loopkeeper.azure.log.Invocation;
import dev.loopkeeper.azure.ml.RunEvaluations;
import dev.loopkeeper.azure.store.Containers;
import dev.loopkeeper.azure.telemetry.Telemetry;
import dev.loopkeeper.connectors.MountedSecrets;
import dev.loopkeeper.host.AlertDesk;
import dev.loopkeeper.host.AlertIntake;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the functions call: one bean a kind of trigger. */
@Factory
final class TriggerWiring {
    /** Made once: it keeps Microsoft's keys, which a new one for each request would fetch each time. */
    @Singleton
    Callers callers(Settings settings, InstantSource clock) {
        settings.check(
                Setting.LOOPKEEPER_TENANT,
                Setting.LOOPKEEPER_AUDIENCE,
                Setting.LOOPKEEPER_ROLE,
                Setting.LOOPKEEPER_CALLERS);
        String tenant = settings.text(Setting.LOOPKEEPER_TENANT).toLowerCase(Locale.ROOT);
        String keys = settings.text(Setting.LOOPKEEPER_JWKS);
        EntraTokens tokens = new EntraTokens(
                new EntraTokens.Settings(
                        tenant,
                        settings.list(Setting.LOOPKEEPER_AUDIENCE),
                        keys.isEmpty() ? EntraTokens.keysOf(tenant) : keys),
                clock);
        return new Callers(
                tokens,
                new Allowed(settings.text(Setting.LOOPKEEPER_ROLE), settings.words(Setting.LOOPKEEPER_CALLERS)));
    }

    @Singleton
    ControlDesk control(Callers callers, BeanProvider<Guarded> guarded, BeanProvider<Ground> ground) {
        return new ControlDesk(callers::of, guarded::get, () -> new ControlApi(ground.get()));
    }

    @Singleton
    AlertDesk alerts(Callers callers, Guarded guarded, Ground ground, Settings settings) {
        Set<String> secrets = settings.list(Setting.LOOPKEEPER_WEBHOOK_SECRETS);
        // Whoever knows the vault's name could sign with it.
        secrets.removeIf(MountedSecrets::unresolved);
        Optional<InboundWebhook> webhook = secrets.isEmpty()
                ? Optional.empty()
                : Optional.of(new InboundWebhook(List.copyOf(secrets), ground.store(), ground.clock()));
        return new AlertDesk(callers::ofAlert, webhook, new AlertIntake(guarded, new ControlApi(ground)));
    }

    @Singleton
    StatusDesk status(Ground ground, BeanProvider<ModelRegistry> registry, Settings settings) {
        String address = settings.text(Setting.LOOPKEEPER_STATUS_URL);
        return new StatusDesk(() -> new StatusApi(ground, registry.get(), address));
    }

    @Singleton
    Steps steps(Ground ground, Services services, Settings settings, Tokens tokens) {
        return new Steps(
                ground,
                services,
                Telemetry.of(
                        settings.all(),
                        () -> tokens.of(Telemetry.RESOURCE),
                        ground.loops()::state,
                        Invocation::currentTrace,
                        ground.clock()));
    }

    @Singleton
    ConfigFiles files(Ground ground) {
        return new ConfigFiles(ground);
    }

    @Singleton
    Hints hints(Ground ground, Steps steps, ConfigFiles files) {
        Sweep sweep = new Sweep(ground.loops(), ground.store(), ground.queue(), ground.clock());
        return new Hints(steps, ground.models(), sweep, files);
    }

    @Singleton
    HintMessages messages(Guarded guarded, Hints hints) {
        return new HintMessages(guarded, hints);
    }

    @Singleton
    GridEvents events(
            Ground ground,
            Guarded guarded,
            Containers containers,
            ConfigFiles files,
            BeanProvider<Steps> steps,
            BeanProvider<Hints> hints,
            BeanProvider<RunEvaluations> evaluations,
            Settings settings) {
        BlobCreated blobs = new BlobCreated(BlobAddress.of(settings.text(Setting.LOOPKEEPER_BLOB_URL)), containers);
        Optional<ScoredOutcomes> shown = settings.on(Setting.LOOPKEEPER_LIVE_EVALUATIONS)
                ? Optional.of(new ScoredOutcomes(
                        ground, (config, points) -> evaluations.get().show(config.model(), points)))
                : Optional.empty();
        ObjectEvents objects = new ObjectEvents(new ObjectArrived(ground, files), steps::get, shown);
        return new GridEvents(guarded, blobs, objects, hints::get);
    }
}
