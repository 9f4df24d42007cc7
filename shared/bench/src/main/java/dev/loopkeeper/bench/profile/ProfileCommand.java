package dev.loopkeeper.bench.profile;

import dev.loopkeeper.bench.out.Acceptance;
import dev.loopkeeper.bench.out.Output;
import dev.loopkeeper.bench.out.Sheet;
import dev.loopkeeper.bench.out.TextTable;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code profile}: how fast a file is profiled, and in how much memory, beside DuckDB. */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description = "Profiles files with Loopkeeper and with DuckDB's SUMMARIZE, each in a JVM of its own.")
public final class ProfileCommand implements Callable<Integer> {
    private static final long SMALL = 300_000_000;

    @Parameters(arity = "0..*", paramLabel = "F", description = "CSV files.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--threads",
            split = ",",
            defaultValue = "1,2",
            description = "Numbers of threads, default ${DEFAULT-VALUE}.")
    private List<Integer> threads;

    @Option(
            names = "--heap-mb",
            defaultValue = "256",
            description = "Largest Java heap of each measurement, default ${DEFAULT-VALUE}.")
    private int heapMb;

    @Option(
            names = "--make-mb",
            paramLabel = "N",
            description = "Make a file of N MB and 20 columns first, and delete it afterwards.")
    private Integer makeMb;

    @Option(names = "--seed", defaultValue = "1", description = "Of the file that is made, default ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (files.isEmpty() && makeMb == null) {
            throw new ParameterException(spec.commandLine(), "name a CSV file, or make one with --make-mb");
        }
        for (Path file : files) {
            if (!Files.isReadable(file)) {
                throw LoopException.poison(file + ": there is no such file, or it may not be read");
            }
        }
        Path made = makeMb == null ? null : Files.createTempFile("loopkeeper-profile-", ".csv");
        try {
            List<Path> all = new ArrayList<>(files);
            if (made != null) {
                MadeCsv.write(made, makeMb * 1_000_000L, seed);
                all.add(made);
            }
            measure(all);
            return 0;
        } finally {
            if (made != null) {
                Files.deleteIfExists(made);
            }
        }
    }

    private void measure(List<Path> all) throws IOException {
        long bytes = 0;
        for (Path file : all) {
            bytes += Files.size(file);
        }
        int passes = bytes < SMALL ? 3 : 1;
        List<Measured> rows = new ArrayList<>();
        for (int n : threads) {
            rows.add(Measured.of("loopkeeper", n, heapMb, passes, all));
            rows.add(Measured.of("duckdb", n, heapMb, passes, all));
        }
        Optional<SketchError> error = SketchError.of(all.get(0));
        output.write(spec.commandLine().getOut(), sheet(rows, bytes, passes, error), rows);
    }

    private Sheet sheet(List<Measured> rows, long bytes, int passes, Optional<SketchError> error) {
        Sheet sheet = new Sheet("Profiles of " + String.format(Locale.ROOT, "%,.0f MB", bytes / 1e6));
        sheet.section("Speed and memory")
                .note("Each in a JVM of its own with " + heapMb + " MB of heap; the fastest of " + passes
                        + (passes == 1 ? " pass." : " passes.")
                        + " DuckDB works outside the Java heap: compare the resident memory.");
        sheet.table(new TextTable(
                List.of("engine", "threads", "MB/s", "peak heap MB", "peak resident MB"),
                rows.stream()
                        .map(r -> List.of(
                                r.name(),
                                String.valueOf(r.threads()),
                                figure(r.mbPerSecond()),
                                figure(r.peakHeapMb()),
                                figure(r.peakResidentMb())))
                        .toList()));
        List<Acceptance> goals = new ArrayList<>();
        for (int i = 0; i + 1 < rows.size(); i += 2) {
            double ratio = rows.get(i).mbPerSecond() / rows.get(i + 1).mbPerSecond();
            String shown = String.format(Locale.ROOT, "%.2f", ratio);
            String goal = "speed over DuckDB's, " + rows.get(i).threads() + " thread(s)";
            goals.add(
                    rows.get(i).threads() == 1
                            ? Acceptance.of(goal, ">= 1", shown, ratio >= 1)
                            : Acceptance.stretch(goal, ">= 1", shown, ratio >= 1));
        }
        goals.add(Acceptance.of("Java heap", "<= 256 MB", heapMb + " MB given", heapMb <= 256));
        error.ifPresent(
                e -> goals.add(Acceptance.of("rank error of a decile", "<= 1 %", percent(e.rank()), e.rank() <= .01)));
        error.ifPresent(e -> goals.add(
                Acceptance.of("error of a distinct count", "<= 5 %", percent(e.distinct()), e.distinct() <= .05)));
        return sheet.section("Goals").table(Acceptance.table(goals));
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
