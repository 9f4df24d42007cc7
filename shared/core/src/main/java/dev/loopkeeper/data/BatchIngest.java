package dev.loopkeeper.data;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Turns one uploaded object into the record of a batch: one pass, profile, schema check. */
public final class BatchIngest {
    private BatchIngest() {}

    /**
     * What came of it.
     *
     * @param inferred the schema to pin, when there was none or a newer version is configured and the batch is accepted
     */
    public record Ingested(BatchRecord record, Optional<Schema> inferred) {}

    /**
     * Reads the object once; does not close the stream.
     *
     * <p>Content that cannot be read makes a rejected record that says why, never an exception.
     *
     * @throws LoopException of kind {@code TRANSIENT} when the stream fails
     */
    public static Ingested read(
            ObjectInfo object, InputStream body, LoopConfig.Data data, Optional<Schema> pinned, Instant now) {
        ProfileBuilder builder = new ProfileBuilder(data);
        BatchProfile profile;
        try {
            profile = builder.profile(BatchReader.read(body, object.key(), data.format(), builder));
        } catch (LoopException e) {
            if (e.kind() != LoopException.Kind.POISON) {
                throw e;
            }
            return new Ingested(
                    record(object, now, List.of(e.getMessage()), Optional.empty(), Optional.empty()), Optional.empty());
        }
        Optional<Schema> current = pinned.filter(s -> s.version() >= data.schemaVersion());
        Schema schema = current.orElseGet(() -> SchemaInference.infer(profile, data));
        List<String> breaches = SchemaCheck.breaches(profile, schema, data);
        Optional<ColumnProfile.TimeRange> times =
                data.time().map(profile.columns()::get).flatMap(ColumnProfile::times);
        return new Ingested(
                record(object, now, breaches, times, Optional.of(profile)),
                current.isEmpty() && breaches.isEmpty() ? Optional.of(schema) : Optional.empty());
    }

    private static BatchRecord record(
            ObjectInfo object,
            Instant now,
            List<String> breaches,
            Optional<ColumnProfile.TimeRange> times,
            Optional<BatchProfile> profile) {
        return new BatchRecord(
                BatchId.of(object.key(), object.version()),
                object.key(),
                object.version(),
                profile.map(BatchProfile::rows).orElse(0L),
                object.size(),
                now,
                times.map(t -> iso(t.from())),
                times.map(t -> iso(t.to())),
                breaches,
                profile);
    }

    /** Whole seconds: texts of one width, which sort like time. */
    private static String iso(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
