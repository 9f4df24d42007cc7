package dev.loopkeeper.azure.wire;

import dev.loopkeeper.azure.log.Invocation;
import dev.loopkeeper.azure.ml.ArmApi;
import dev.loopkeeper.azure.ml.AzureMlRegistry;
import dev.loopkeeper.azure.ml.AzureMlTraining;
import dev.loopkeeper.azure.ml.DeploymentName;
import dev.loopkeeper.azure.ml.EndpointServing;
import dev.loopkeeper.azure.ml.MlflowRuns;
import dev.loopkeeper.azure.ml.OnlineEndpoint;
import dev.loopkeeper.azure.ml.RunEvaluations;
import dev.loopkeeper.azure.ml.StorePlace;
import dev.loopkeeper.azure.ml.Workspace;
import dev.loopkeeper.azure.monitor.EndpointCountMetrics;
import dev.loopkeeper.azure.monitor.TrafficLogMetrics;
import dev.loopkeeper.azure.prices.RetailPriceBook;
import dev.loopkeeper.azure.rest.AzureRest;
import dev.loopkeeper.azure.rest.ManagedIdentity;
import dev.loopkeeper.azure.secrets.KeyVaultSecrets;
import dev.loopkeeper.azure.store.Containers;
import dev.loopkeeper.connectors.ChatNotifier;
import dev.loopkeeper.connectors.FirstSecrets;
import dev.loopkeeper.connectors.MountedSecrets;
import dev.loopkeeper.connectors.OutboundRule;
import dev.loopkeeper.connectors.Secrets;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.OfferedTraining;
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
import java.time.Duration;
import java.util.Set;

/** The ports that only some steps need; nothing of them is made before a step asks. */
@Factory
final class ServiceWiring {
    /** Azure's logs and metrics show replicas after up to three minutes. */
    private static final Duration SETTLE = Duration.ofMinutes(4);

    @Singleton
    ArmApi api(Settings settings, Tokens tokens) {
        settings.check(
                Setting.LOOPKEEPER_SUBSCRIPTION,
                Setting.LOOPKEEPER_RESOURCE_GROUP,
                Setting.LOOPKEEPER_WORKSPACE,
                Setting.LOOPKEEPER_REGION);
        Workspace workspace = new Workspace(
                settings.text(Setting.LOOPKEEPER_MANAGEMENT_HOST),
                settings.text(Setting.LOOPKEEPER_SUBSCRIPTION),
                settings.text(Setting.LOOPKEEPER_RESOURCE_GROUP),
                settings.text(Setting.LOOPKEEPER_WORKSPACE),
                settings.text(Setting.LOOPKEEPER_REGION));
        return new ArmApi(
                workspace,
                AzureRest.withToken(tokens.of(ManagedIdentity.MANAGEMENT)).within(Invocation::left));
    }

    @Singleton
    MlflowRuns runs(ArmApi api, Settings settings, Tokens tokens) {
        String host = settings.text(Setting.LOOPKEEPER_MLFLOW_HOST);
        return new MlflowRuns(
                api.workspace(),
                host.isEmpty() ? MlflowRuns.host(api.workspace()) : host,
                AzureRest.withToken(tokens.of(ManagedIdentity.MACHINE_LEARNING)).within(Invocation::left));
    }

    @Singleton
    RunEvaluations evaluations(ArmApi api, MlflowRuns runs) {
        return new RunEvaluations(api, runs);
    }

    @Singleton
    StorePlace place(Settings settings, Containers containers) {
        return new StorePlace(
                BlobAccount.of(settings.text(Setting.LOOPKEEPER_BLOB_URL)),
                containers.state(),
                containers.uploads(),
                settings.text(Setting.LOOPKEEPER_DATASTORE));
    }

    @Singleton
    TrainingService training(ArmApi api, MlflowRuns runs, Ground ground, StorePlace place) {
        TrainingService azure =
                new AzureMlTraining(api, runs, ground.store(), place, ground.models()::config, ground.clock());
        return new OfferedTraining(azure, Set.of("azure-ml"), ground.models()::config);
    }

    @Singleton
    ModelRegistry registry(ArmApi api, MlflowRuns runs, Ground ground, StorePlace place) {
        return new AzureMlRegistry(api, runs, ground.store(), place);
    }

    @Singleton
    Endpoint endpoint(ArmApi api, Ground ground, Settings settings) {
        return new OnlineEndpoint(api, ground.store(), EndpointServing.from(settings.all()));
    }

    @Singleton
    LiveMetrics metrics(ArmApi api, Settings settings, Tokens tokens, Ground ground) {
        String log = settings.text(Setting.LOOPKEEPER_LOG_WORKSPACE);
        Workspace workspace = api.workspace();
        return log.isEmpty()
                ? new EndpointCountMetrics(
                        AzureRest.withToken(tokens.of(ManagedIdentity.MANAGEMENT))
                                .within(Invocation::left),
                        new EndpointCountMetrics.Settings(workspace.host(), workspace.id(), SETTLE),
                        DeploymentName::find,
                        ground.clock())
                : new TrafficLogMetrics(
                        AzureRest.withToken(tokens.of(ManagedIdentity.LOGS)).within(Invocation::left),
                        new TrafficLogMetrics.Settings(
                                settings.text(Setting.LOOPKEEPER_LOGS_HOST), log, workspace.name(), SETTLE),
                        DeploymentName::find,
                        ground.clock());
    }

    @Singleton
    PriceBook prices(Ground ground, Settings settings) {
        return new RetailPriceBook(
                new RetailPriceBook.Settings(
                        settings.text(Setting.LOOPKEEPER_PRICES_HOST),
                        settings.text(Setting.LOOPKEEPER_REGION),
                        settings.text(Setting.LOOPKEEPER_TRAINER_SIZE)),
                ground.store(),
                ground.clock());
    }

    @Singleton
    Notifier notifier(Settings settings, Tokens tokens, Ground ground) {
        return new ChatNotifier(
                secrets(settings, tokens, ground), new OutboundRule(Set.of(), "no host is allowed by name here"));
    }

    private static Secrets secrets(Settings settings, Tokens tokens, Ground ground) {
        Secrets mounted = new MountedSecrets(settings.all(), "Key Vault");
        String vault = settings.text(Setting.LOOPKEEPER_VAULT);
        return vault.isEmpty()
                ? mounted
                : new FirstSecrets(
                        mounted,
                        new KeyVaultSecrets(
                                AzureRest.withToken(tokens.of(ManagedIdentity.SECRETS))
                                        .within(Invocation::left),
                                vault,
                                ground.clock()));
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
