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
 * <p>The pending marker is written before the record, whose existence means "ingested": after a crash between the two a redelivery
 * does the work again. A redelivery is the same batch; an overwrite of the object is a new one.
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
    BatchRecord record = read(config, object, state.intake().schema());
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

  private BatchRecord read(LoopConfig config, ObjectInfo object, Optional<Schema> pinned) {
    try (InputStream body = store.open(object.key())) {
      BatchIngest.Ingested ingested = BatchIngest.read(object, body, config.data(), pinned, clock.instant());
      boolean moved = store.stat(object.key()).filter(now -> now.version().equals(object.version())).isEmpty();
      if (moved) {
        throw LoopException.transientFailure("object '" + object.key() + "' was rewritten while it was read", null);
      }
      ingested.inferred().filter(schema -> !ingested.record().rejected()).ifPresent(schema ->
          loops.commit(config, StepName.INGEST_DATA.text(), new Command.PinSchema(schema)));
      return ingested.record();
    } catch (IOException e) {
      throw LoopException.transientFailure("object '" + object.key() + "' could not be read: " + e.getMessage(), e);
    }
  }
}
