package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.BatchId;
import dev.loopkeeper.data.BatchIngest;
import dev.loopkeeper.data.BatchRecord;
import dev.loopkeeper.data.Schema;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.StepQueue;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Reads a batch once: profiles it, checks it against the pinned schema, and records it.
 *
 * <p>The pending marker and the wake-up are written before the record, whose existence means "ingested": after a crash
 * between them a redelivery does the work again. A redelivery is the same batch; an overwrite of the object is a new
 * one.
 */
public final class IngestData {
    private final Loops loops;
    private final ObjectStore store;
    private final StepQueue queue;
    private final InstantSource clock;

    public IngestData(Loops loops, ObjectStore store, StepQueue queue, InstantSource clock) {
        this.loops = loops;
        this.store = store;
        this.queue = queue;
        this.clock = clock;
    }

    /** Ingests one object; {@code false} when it was ingested before or is not a batch of the model. */
    public boolean ingest(LoopConfig config, ObjectInfo object) {
        String model = config.model();
        String id = BatchId.of(object.key(), object.version());
        boolean foreign = !object.key().startsWith(config.data().prefix()) || object.size() == 0;
        if (foreign || store.stat(Layout.batch(model, id)).isPresent()) {
            return false;
        }
        LoopState state = loops.state(model);
        Optional<BatchRecord> read =
                current(object) ? read(config, object, state.intake().schema()) : Optional.empty();
        if (read.isEmpty()) {
            return false;
        }
        BatchRecord record = read.get();
        Instant quiet = clock.instant().plus(config.retrain().debounce());
        if (record.rejected()) {
            String sentence = String.join(" ", record.breaches());
            loops.commit(config, StepName.INGEST_DATA.text(), new Command.RejectBatch(id, object.key(), sentence));
        } else {
            store.putIfAbsent(Layout.pending(model, id), Json.write(record.marker()));
            // Before the record: once that stands, nobody comes back to this batch.
            loops.wakeUp(model, quiet);
        }
        store.putIfAbsent(Layout.batch(model, id), Json.write(record));
        if (!record.rejected()) {
            queue.send(StepName.PLAN_RETRAINING, model, quiet);
        }
        return true;
    }

    /**
     * Whether the object still is the version an event told of. If not, that version can never be read, and the newer
     * one has its own event.
     */
    private boolean current(ObjectInfo object) {
        return store.stat(object.key())
                .filter(now -> now.version().equals(object.version()))
                .isPresent();
    }

    private Optional<BatchRecord> read(LoopConfig config, ObjectInfo object, Optional<Schema> pinned) {
        try (InputStream body = store.open(object.key())) {
            BatchIngest.Ingested ingested = BatchIngest.read(object, body, config.data(), pinned, clock.instant());
            if (!current(object)) {
                return Optional.empty();
            }
            ingested.inferred()
                    .filter(schema -> !ingested.record().rejected())
                    .ifPresent(
                            schema -> loops.commit(config, StepName.INGEST_DATA.text(), new Command.PinSchema(schema)));
            return Optional.of(ingested.record());
        } catch (IOException e) {
            throw LoopException.transientFailure(
                    "object '" + object.key() + "' could not be read: " + e.getMessage(), e);
        }
    }
}
