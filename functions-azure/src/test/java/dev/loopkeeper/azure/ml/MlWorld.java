package dev.loopkeeper.azure.ml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.azure.ml.fake.ArmFake;
import dev.loopkeeper.azure.ml.fake.FakeJobs;
import dev.loopkeeper.azure.ml.fake.FakeModels;
import dev.loopkeeper.azure.rest.AzureRest;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.connectors.rest.Authorization;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.connectors.rest.UrlTransport;
import dev.loopkeeper.testkit.MemoryObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A fake workspace, an object store and a clock that a test moves. Closing it fails when a call broke the official
 * description.
 */
final class MlWorld implements AutoCloseable {
    static final StorePlace PLACE = new StorePlace("myaccount", "loopkeeper", "uploads", "loopkeeper");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T09:00:00Z"));
    private final InstantSource clock = now::get;
    private final ArmFake fake = new ArmFake(clock);
    private final FakeJobs jobs = fake.serve(new FakeJobs(fake, clock));
    private final FakeModels models = fake.serve(new FakeModels(fake, clock));
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final ArmApi api = new ArmApi(fake.workspace(), rest());
    private final MlflowRuns runs =
            new MlflowRuns(fake.workspace(), fake.workspace().host(), rest(ArmFake.ML_TOKEN));

    /** A client of Resource Manager that tries again without a pause. */
    static RestClient rest() {
        return rest(ArmFake.TOKEN);
    }

    private static RestClient rest(String token) {
        return new RestClient(
                new UrlTransport(),
                Authorization.bearer(() -> Optional.of(token)),
                AzureRest.REMEDY,
                time -> Thread.onSpinWait());
    }

    ArmFake fake() {
        return fake;
    }

    FakeJobs jobs() {
        return jobs;
    }

    FakeModels models() {
        return models;
    }

    MemoryObjectStore store() {
        return store;
    }

    ArmApi api() {
        return api;
    }

    MlflowRuns runs() {
        return runs;
    }

    AzureMlTraining training(Optional<LoopConfig> config) {
        return new AzureMlTraining(api, runs, store, PLACE, model -> config, clock);
    }

    AzureMlRegistry registry() {
        return new AzureMlRegistry(api, runs, store, PLACE);
    }

    InstantSource clock() {
        return clock;
    }

    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Override
    public void close() {
        fake.close();
        assertThat(fake.breaches())
                .as("calls that the official description does not allow")
                .isEmpty();
    }
}
