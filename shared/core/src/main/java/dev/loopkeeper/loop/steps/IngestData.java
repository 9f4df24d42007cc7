package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.BatchId;
import dev.loopkeeper.data.BatchIngest;
import dev.loopkeeper.data.BatchRecord;
import dev.loopkeeper.data.Schema;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.Command;
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
 *
 * <p>Of a version that is gone the current one is taken in its place: stores tell of every content and not of every
 * version, as metadata that somebody sets makes a new one too.
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
        Optional<BatchRecord> read = read(config, object);
        return read.isPresent() ? record(config, object, read.get()) : ingestCurrent(config, object);
    }

    private boolean ingestCurrent(LoopConfig config, ObjectInfo gone) {
        return store.stat(gone.key())
                .filter(now -> !now.version().equals(gone.version()))
                .map(now -> ingest(config, now))
                .orElse(false);
    }

    private boolean record(LoopConfig config, ObjectInfo object, BatchRecord record) {
        String model = config.model();
        String id = record.id();
        Instant quiet = clock.instant().plus(config.retrain().debounce());
        if (record.rejected()) {
            String sentence = String.join(". ", record.breaches());
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
     * A version of the schema is pinned once and never changes, so the one that the configuration asks for may be what
     * this instance has seen of the journal. A batch is rejected only by what the newest commit says.
     */
    private Optional<BatchRecord> read(LoopConfig config, ObjectInfo object) {
        Optional<Schema> seen = loops.journal()
                .seen(config.model())
                .flatMap(state -> state.intake().schema())
                .filter(schema -> schema.version() >= config.data().schemaVersion());
        if (seen.isPresent()) {
            Optional<BatchIngest.Ingested> ingested = read(config, object, seen);
            if (ingested.filter(i -> i.record().rejected()).isEmpty()) {
                return ingested.map(BatchIngest.Ingested::record);
            }
        }
        Optional<Schema> pinned = loops.state(config.model()).intake().schema();
        Optional<BatchIngest.Ingested> ingested = read(config, object, pinned);
        ingested.flatMap(BatchIngest.Ingested::inferred)
                .ifPresent(schema -> loops.commit(config, StepName.INGEST_DATA.text(), new Command.PinSchema(schema)));
        return ingested.map(BatchIngest.Ingested::record);
    }

    /** Empty when the object is no longer the version an event told of: that can never be read again. */
    private Optional<BatchIngest.Ingested> read(LoopConfig config, ObjectInfo object, Optional<Schema> pinned) {
        Optional<InputStream> opened = store.openIf(object);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream body = opened.get()) {
            return Optional.of(BatchIngest.read(object, body, config.data(), pinned, clock.instant()));
        } catch (IOException e) {
            throw LoopException.transientFailure(
                    "object '" + object.key() + "' could not be read: " + e.getMessage(), e);
        }
    }
}
