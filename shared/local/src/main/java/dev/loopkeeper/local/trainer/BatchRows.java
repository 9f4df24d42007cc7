package dev.loopkeeper.local.trainer;

import dev.loopkeeper.config.LoopConfig.Format;
import dev.loopkeeper.data.BatchReader;
import dev.loopkeeper.data.ReadSummary;
import dev.loopkeeper.data.RowSink;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;

/** Reads the batches of a request, each only in the version that was ingested. */
final class BatchRows {
    private final ObjectStore store;
    private final TrainingRequest request;

    BatchRows(ObjectStore store, TrainingRequest request) {
        this.store = store;
        this.request = request;
    }

    /** Sends the rows of one batch; one that is gone or was overwritten is {@code POISON}. */
    ReadSummary read(int index, RowSink sink) {
        TrainingRequest.Batch batch = request.batches().get(index);
        ObjectInfo now = store.stat(batch.key())
                .orElseThrow(() -> LoopException.poison("batch " + batch.key()
                        + " of the training request is gone from the store; upload it again or wait for newer data"));
        if (!batch.version().isEmpty() && !now.version().equals(batch.version())) {
            throw LoopException.poison("batch " + batch.key() + " was overwritten after it was ingested (version "
                    + batch.version() + " is now " + now.version() + "); the new content is a batch of its own");
        }
        try (InputStream in = store.open(batch.key())) {
            return BatchReader.read(in, batch.key(), Format.AUTO, sink);
        } catch (IOException e) {
            throw LoopException.transientFailure("cannot close " + batch.key(), e);
        }
    }
}
