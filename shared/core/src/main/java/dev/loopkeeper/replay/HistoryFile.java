package dev.loopkeeper.replay;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.data.BatchProfile;
import dev.loopkeeper.data.BatchReader;
import dev.loopkeeper.data.ProfileBuilder;
import dev.loopkeeper.data.ReadSummary;
import dev.loopkeeper.data.RowSink;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A data file read twice: once for what its columns hold, once for its rows as numbers. CSV or JSON Lines, plain or
 * gzip.
 *
 * @param name for messages and, by its ending, for the format
 * @param source opens the file anew
 */
public record HistoryFile(String name, Source source) {
    /** Most numbers kept: 160 MB. */
    private static final long MOST_CELLS = 20_000_000;

    /** Opens a stream; every call starts at the beginning. */
    public interface Source {
        InputStream open() throws IOException;
    }

    /**
     * The rows in order of time.
     *
     * @param times milliseconds since 1970 of each row, or row numbers without a time column
     * @param step every how many rows one was kept
     * @param skipped rows without a label or a time
     */
    public record Loaded(SampleRows rows, long[] times, int step, long skipped) {}

    /** What the columns hold. */
    public BatchProfile profile() {
        ProfileBuilder builder = new ProfileBuilder(noRules());
        return builder.profile(read(builder));
    }

    /** The rows; without a time column in file order. */
    public Loaded load(BatchProfile profile, List<Feature> features, LabelCode label, Optional<String> time) {
        long cells = profile.rows() * (features.size() + 1L);
        int step = (int) Math.max(1, (cells + MOST_CELLS - 1) / MOST_CELLS);
        RowCollector collector = new RowCollector(features, label, time, step);
        read(collector);
        long[] times = collector.times();
        int[] order = IntStream.range(0, times.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> times[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        long[] sorted = IntStream.of(order).mapToLong(i -> times[i]).toArray();
        return new Loaded(collector.rows(order), sorted, step, collector.skipped());
    }

    private ReadSummary read(RowSink sink) {
        try (InputStream in = source.open()) {
            return BatchReader.read(in, name, LoopConfig.Format.AUTO, sink);
        } catch (IOException e) {
            throw LoopException.poison("cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    private static LoopConfig.Data noRules() {
        byte[] least = "model: history\ndata: {label: label}\n".getBytes(StandardCharsets.UTF_8);
        return LoopConfigReader.read(least, "history").orPoison().data();
    }
}
