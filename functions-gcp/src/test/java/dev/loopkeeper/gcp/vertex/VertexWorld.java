package dev.loopkeeper.gcp.vertex;

import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.gcp.vertex.fake.VertexFake;
import dev.loopkeeper.testkit.MemoryObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A fake Vertex AI, an object store and a clock that a test moves. */
final class VertexWorld implements AutoCloseable {
    static final String PARENT = "projects/my-project/locations/europe-west4";
    static final String ARTIFACT = "runs/late/run-1/model.bin";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T09:00:00Z"));
    private final InstantSource clock = now::get;
    private final VertexFake fake = new VertexFake(clock);
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final VertexApi api = new VertexApi(
            new VertexPlace(fake.host(), "my-project", "europe-west4", "my-bucket"), new GoogleRest(Optional::empty));

    static VertexServing serving() {
        return new VertexServing(
                "europe-docker.pkg.dev/my-project/models/serve:1",
                "/predict",
                "/health",
                8080,
                "n1-standard-2",
                1,
                2,
                "serve@my-project.iam.gserviceaccount.com");
    }

    VertexFake fake() {
        return fake;
    }

    MemoryObjectStore store() {
        return store;
    }

    VertexApi api() {
        return api;
    }

    InstantSource clock() {
        return clock;
    }

    void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    VertexEndpoint endpoint() {
        return new VertexEndpoint(api, store, serving(), clock);
    }

    /** A registry that looks again at once. */
    VertexRegistry registry() {
        return new VertexRegistry(api, store, serving(), clock, time -> Thread.onSpinWait());
    }

    /** A model with versions 1 to {@code number} that others registered. */
    void modelWithVersions(String model, int number) {
        for (int i = 0; i < number; i++) {
            fake.models().addByHand(PARENT + "/models/" + model);
        }
    }

    @Override
    public void close() {
        fake.close();
    }
}
