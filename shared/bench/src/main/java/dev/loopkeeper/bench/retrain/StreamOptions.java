package dev.loopkeeper.bench.retrain;

import dev.loopkeeper.data.BatchProfile;
import dev.loopkeeper.data.ColumnProfile;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.replay.Feature;
import dev.loopkeeper.replay.FeatureList;
import dev.loopkeeper.replay.HistoryFile;
import dev.loopkeeper.replay.LabelCode;
import dev.loopkeeper.replay.SampleRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say what the streams are; those that are given once hold for every stream. */
public final class StreamOptions {
    private static final int WINDOW = 8;
    private static final int BATCHES = 100;

    @Option(
            names = "--stream",
            split = ",",
            paramLabel = "F",
            description = "CSV or JSON Lines file, also .gz, rows in order of time. May be repeated.")
    private List<Path> files = List.of();

    @Option(names = "--label", split = ",", paramLabel = "C", description = "The column to predict, one a stream.")
    private List<String> labels = List.of();

    @Option(
            names = "--batch-rows",
            split = ",",
            paramLabel = "N",
            description = "Rows of a batch. Default: a hundredth of the stream.")
    private List<Integer> batchRows = List.of();

    @Option(
            names = "--window",
            split = ",",
            paramLabel = "W",
            description = "Batches a version learns from, default 8.")
    private List<Integer> windows = List.of();

    @Option(
            names = "--features",
            paramLabel = "LIST",
            description =
                    "Columns, as in Distance,CRSDepTime:hhmm,UniqueCarrier=US|UA. Default: those of a known stream, else all.")
    private String features;

    @Option(names = "--time", paramLabel = "C", description = "Sort rows by this column first.")
    private String time;

    @Option(
            names = "--regression",
            description = "The label is a number; an error of one standard deviation counts as a whole one.")
    private boolean regression;

    public int count() {
        return files.size();
    }

    String name(int i) {
        return files.get(i).getFileName().toString();
    }

    /** Reads stream {@code i} and trains every version. */
    public History history(int i) {
        Path file = files.get(i);
        if (!Files.isReadable(file)) {
            throw LoopException.poison("--stream " + file + ": there is no such file, or it may not be read");
        }
        HistoryFile source = new HistoryFile(name(i), () -> Files.newInputStream(file));
        BatchProfile profile = source.profile();
        Optional<KnownStream> known = features == null
                ? KnownStream.of(profile.columns().keySet(), pick(labels, i).orElse(null))
                : Optional.empty();
        String label = pick(labels, i)
                .or(() -> known.map(KnownStream::label))
                .orElseThrow(() ->
                        LoopException.poison(name(i) + " is no known stream: name the column to predict with --label"));
        SampleRows rows = source.load(
                        profile, chosen(profile, known, label), code(profile, known, label), Optional.ofNullable(time))
                .rows();
        int size = pick(batchRows, i)
                .or(() -> known.map(KnownStream::batchRows))
                .orElse(Math.max(1, rows.size() / BATCHES));
        int window = pick(windows, i).or(() -> known.map(KnownStream::window)).orElse(WINDOW);
        if (size < 1 || window < 1 || rows.size() / size < 2 * window + 4) {
            throw LoopException.poison(name(i) + ": " + rows.size() + " rows are too few for batches of " + size
                    + " and a window of " + window + "; at least " + (2 * window + 4) + " batches are needed");
        }
        return new History(known.map(KnownStream::name).orElse(name(i)), rows, size, window);
    }

    private List<Feature> chosen(BatchProfile profile, Optional<KnownStream> known, String label) {
        String list =
                features != null ? features : known.map(KnownStream::features).orElse(null);
        List<Feature> found = list == null ? FeatureList.all(profile, Set.of(label)) : FeatureList.parse(list, profile);
        if (found.isEmpty()) {
            throw LoopException.poison("there is no column to predict '" + label + "' from");
        }
        return found;
    }

    private LabelCode code(BatchProfile profile, Optional<KnownStream> known, String label) {
        ColumnProfile column = LabelCode.column(label, profile);
        if (known.filter(KnownStream::regression).isPresent()) {
            return LabelCode.number(label, known.get().logarithm(), 1);
        }
        if (!regression) {
            return LabelCode.classes(label, profile);
        }
        double sd = column.numbers()
                .map(n -> n.sd())
                .orElseThrow(() -> LoopException.poison("--regression: column '" + label + "' holds no numbers"));
        return LabelCode.number(label, false, sd > 0 ? sd : 1);
    }

    private static <T> Optional<T> pick(List<T> values, int i) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(Math.min(i, values.size() - 1)));
    }
}
