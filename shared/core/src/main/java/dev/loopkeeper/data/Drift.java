package dev.loopkeeper.data;

import dev.loopkeeper.config.LoopConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Measures how far recent batches have moved from the champion's reference profile.
 *
 * <p>A column has moved when its distance exceeds both a minimum effect, so that large batches do not alarm about
 * nothing, and what chance and sketch error explain at this number of rows. A chance of 0.5 % a comparison is shared by
 * all tests of all columns (Bonferroni). Rows are taken as independent: data that is strongly ordered in time moves
 * sooner.
 */
public final class Drift {
    /** Chance of a false alarm of one whole comparison. */
    static final double FALSE_ALARM = 0.005;

    /** Null share, and for categories two distances. */
    private static final int TESTS_A_COLUMN = 3;

    private static final int TOLD = 5;

    private Drift() {}

    /** The columns of a schema that can drift: not the label, the time, the id, an excluded or an empty one. */
    public static Set<String> comparable(Schema schema, LoopConfig.Data data) {
        Set<String> names = new LinkedHashSet<>();
        for (Schema.Column column : schema.columns()) {
            if (column.type() != Schema.Type.TIME && column.type() != Schema.Type.EMPTY) {
                names.add(column.name());
            }
        }
        names.remove(data.label());
        data.time().ifPresent(names::remove);
        data.id().ifPresent(names::remove);
        data.exclude().forEach(names::remove);
        return names;
    }

    /** Compares the columns that both profiles have; row counters and values that hardly ever repeat are left out. */
    public static DriftReport between(BatchProfile reference, BatchProfile recent, Set<String> columns) {
        double chance = FALSE_ALARM / (TESTS_A_COLUMN * Math.max(1, columns.size()));
        List<DriftReport.ColumnDrift> drifts = new ArrayList<>();
        for (String name : columns) {
            ColumnProfile before = reference.columns().get(name);
            ColumnProfile now = recent.columns().get(name);
            if (before != null && now != null && !identity(before) && !identity(now)) {
                column(name, before, now, chance).ifPresent(drifts::add);
            }
        }
        drifts.sort(Comparator.comparing(DriftReport.ColumnDrift::moved)
                .thenComparingDouble(d -> d.distance() / d.threshold())
                .reversed());
        return new DriftReport(reference.rows(), recent.rows(), drifts, sentence(drifts));
    }

    private static Optional<DriftReport.ColumnDrift> column(
            String name, ColumnProfile before, ColumnProfile now, double chance) {
        if (before.counts().n() == 0 || now.counts().n() == 0) {
            return Optional.empty();
        }
        DriftReport.ColumnDrift nulls = NullDrift.between(name, before, now, chance);
        Optional<DriftReport.ColumnDrift> values = Optional.empty();
        if (mostlyNumbers(before) && mostlyNumbers(now)) {
            values = Optional.of(NumberDrift.between(
                    name, before.numbers().get(), now.numbers().get(), chance));
        } else if (before.counts().times() == 0 && before.present() > 0 && now.present() > 0) {
            values = Optional.of(CategoryDrift.between(name, before, now, chance));
        }
        return Optional.of(values.filter(v -> exceeds(v) >= exceeds(nulls)).orElse(nulls));
    }

    private static double exceeds(DriftReport.ColumnDrift drift) {
        return drift.distance() / drift.threshold();
    }

    private static boolean mostlyNumbers(ColumnProfile column) {
        return column.numbers().isPresent() && column.counts().numbers() >= SchemaInference.READABLE * column.present();
    }

    /** A counter of rows, or texts that are nearly all different: both are new in every batch by their nature. */
    private static boolean identity(ColumnProfile column) {
        long present = column.present();
        if (present < 50 || column.distinctValues() < 0.9 * present) {
            return false;
        }
        return column.numbers()
                .map(x -> x.max() - x.min() < 1.2 * present && x.max() - x.min() > 0.8 * present)
                .orElse(true);
    }

    private static String sentence(List<DriftReport.ColumnDrift> drifts) {
        List<String> moved = drifts.stream()
                .filter(DriftReport.ColumnDrift::moved)
                .map(d -> d.column() + " " + d.sentence())
                .toList();
        if (moved.isEmpty()) {
            return "None of " + drifts.size() + " columns moved.";
        }
        String told = String.join("; ", moved.subList(0, Math.min(TOLD, moved.size())));
        String more = moved.size() > TOLD ? "; and " + (moved.size() - TOLD) + " more" : "";
        return moved.size() + " of " + drifts.size() + (drifts.size() == 1 ? " column moved: " : " columns moved: ")
                + told + more + ".";
    }
}
