package dev.loopkeeper.bench.drift;

import dev.loopkeeper.bench.out.Acceptance;
import dev.loopkeeper.bench.out.Output;
import dev.loopkeeper.bench.out.Share;
import dev.loopkeeper.bench.out.Sheet;
import dev.loopkeeper.bench.out.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code drift}: how often drift alarms fire when nothing moved, and when one column of twenty did. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        description = "Drift alarms on 20 columns: false alarms without a shift, power with one column shifted.")
public final class DriftCommand implements Callable<Integer> {
    private static final double FALSE_ALARMS = .01;
    private static final double POWER = .99;
    private static final double WANTED_SHIFT = .5;
    private static final int WANTED_ROWS = 1_000;
    private static final long LARGE = 5_000;

    @Option(
            names = "--reps",
            defaultValue = "200",
            description = "Batches of each kind, default ${DEFAULT-VALUE}; fewer above 5,000 rows.")
    private int reps;

    @Option(names = "--seed", defaultValue = "1", description = "Of all chance, default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--rows",
            split = ",",
            defaultValue = "500,1000,5000,20000,100000",
            description = "Rows of a batch, default ${DEFAULT-VALUE}.")
    private List<Integer> sizes;

    @Option(
            names = "--shift",
            split = ",",
            defaultValue = "0,0.1,0.25,0.5,1",
            description = "Shifts of one column in standard deviations, default ${DEFAULT-VALUE}.")
    private List<Double> shifts;

    @Mixin
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (reps < 1 || sizes.stream().anyMatch(n -> n < 10)) {
            throw new ParameterException(spec.commandLine(), "--reps must be at least 1 and --rows at least 10");
        }
        List<Alarms> all = new ArrayList<>();
        for (int n : sizes) {
            all.addAll(Alarms.count(n, shifts, trials(n), seed));
        }
        output.write(spec.commandLine().getOut(), sheet(all), all);
        return 0;
    }

    /** Large batches cost seconds each: their number shrinks, the interval says so. */
    private int trials(int rows) {
        return (int) Math.max(Math.min(reps, 20), Math.min(reps, reps * LARGE / rows));
    }

    private Sheet sheet(List<Alarms> all) {
        Sheet sheet = new Sheet("Drift alarms, " + Alarms.COLUMNS + " columns");
        for (double shift : shifts) {
            String heading = shift == 0
                    ? "Nothing moved: false alarms a batch, in %"
                    : String.format(
                            Locale.ROOT,
                            "One column moved by %.2f standard deviations: batches with an alarm, in %%",
                            shift);
            List<String> headings = new ArrayList<>(List.of("alarm"));
            sizes.forEach(n -> headings.add(String.format(Locale.ROOT, "n = %,d", n)));
            List<List<String>> rows = new ArrayList<>();
            for (String name : all.stream().map(Alarms::name).distinct().toList()) {
                List<String> row = new ArrayList<>(List.of(name));
                all.stream()
                        .filter(a -> a.shift() == shift && a.name().equals(name))
                        .forEach(a -> row.add(a.share().interval()));
                rows.add(row);
            }
            sheet.section(heading).table(new TextTable(headings, rows));
        }
        return sheet.section("Goals").table(Acceptance.table(goals(all)));
    }

    private static List<Acceptance> goals(List<Alarms> all) {
        List<Acceptance> goals = new ArrayList<>();
        for (Alarms a : all) {
            Share share = a.share();
            if (!a.name().equals("loopkeeper")) {
                continue;
            }
            String rows = String.format(Locale.ROOT, "%,d rows", a.rows());
            if (a.shift() == 0) {
                goals.add(Acceptance.of(
                        "false alarms a batch, " + rows,
                        "<= 1 %",
                        share.interval() + " %",
                        share.value() <= FALSE_ALARMS));
            } else if (a.shift() == WANTED_SHIFT && a.rows() == WANTED_ROWS) {
                goals.add(Acceptance.of(
                        "0.5 sd in one of 20, " + rows, ">= 99 %", share.interval() + " %", share.value() >= POWER));
            }
        }
        return goals;
    }
}
