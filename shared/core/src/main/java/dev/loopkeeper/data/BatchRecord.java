package dev.loopkeeper.data;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code batches/<model>/<batchId>.json} and, without the profile, {@code pending/<model>/<batchId>}: a batch that was
 * read once.
 *
 * @param id hash of key and version
 * @param rows accepted rows
 * @param bytes size of the object
 * @param ingestedAt when it was read
 * @param from smallest value of the time column, ISO; empty without one
 * @param to largest value of the time column
 * @param breaches why the batch was rejected; empty: accepted
 * @param profile empty in the pending marker and for a rejected batch that could not be read
 */
public record BatchRecord(
        String id,
        String key,
        String version,
        long rows,
        long bytes,
        Instant ingestedAt,
        Optional<String> from,
        Optional<String> to,
        List<String> breaches,
        Optional<BatchProfile> profile) {
    public BatchRecord {
        breaches = List.copyOf(breaches);
    }

    public boolean rejected() {
        return !breaches.isEmpty();
    }

    /** The record without its profile: small enough to list by the thousand. */
    public BatchRecord marker() {
        return new BatchRecord(id, key, version, rows, bytes, ingestedAt, from, to, breaches, Optional.empty());
    }
}
