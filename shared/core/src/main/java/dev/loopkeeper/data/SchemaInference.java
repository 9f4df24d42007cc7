package dev.loopkeeper.data;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfig.ColumnRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Proposes the schema to pin from the first batch.
 *
 * <p>A column is NUMBER or TIME when at least 95 % of its values read so, BOOLEAN when its values are the two words of
 * one pair, EMPTY without values, else CATEGORY. The time column is TIME, the id column CATEGORY, a regression label
 * NUMBER, a classification label never NUMBER. The bound on nulls is the rule's {@code maxNulls}, or with a share p
 * seen on n rows {@code 0.15 + 1.5 p + 3 sqrt(p (1 - p) / n) + 3 / n}: generous, because a batch must not be refused
 * for the season.
 */
public final class SchemaInference {
    /** Share of values that must read as the type. */
    static final double READABLE = 0.95;

    private SchemaInference() {}

    /** A schema of version {@code data.schemaVersion()}, columns in file order. */
    public static Schema infer(BatchProfile profile, LoopConfig.Data data) {
        List<Schema.Column> columns = new ArrayList<>();
        profile.columns()
                .forEach((name, column) -> columns.add(new Schema.Column(
                        name,
                        type(name, column, data),
                        maxNullShare(column, data.rules().get(name)))));
        return new Schema(data.schemaVersion(), columns);
    }

    private static Schema.Type type(String name, ColumnProfile column, LoopConfig.Data data) {
        if (data.time().filter(name::equals).isPresent()) {
            return Schema.Type.TIME;
        }
        if (data.id().filter(name::equals).isPresent()) {
            return Schema.Type.CATEGORY;
        }
        Schema.Type seen = seen(column);
        if (name.equals(data.label()) && data.task() == LoopConfig.Task.REGRESSION) {
            return Schema.Type.NUMBER;
        }
        boolean classes = name.equals(data.label()) && data.task() == LoopConfig.Task.CLASSIFICATION;
        return classes && seen == Schema.Type.NUMBER ? Schema.Type.CATEGORY : seen;
    }

    private static Schema.Type seen(ColumnProfile column) {
        long present = column.present();
        if (present == 0) {
            return Schema.Type.EMPTY;
        }
        if (column.counts().numbers() >= READABLE * present) {
            return Schema.Type.NUMBER;
        }
        if (column.counts().times() >= READABLE * present) {
            return Schema.Type.TIME;
        }
        boolean pair = column.values().filter(v -> Booleans.pair(v.keySet())).isPresent();
        return pair ? Schema.Type.BOOLEAN : Schema.Type.CATEGORY;
    }

    private static double maxNullShare(ColumnProfile column, ColumnRule rule) {
        Optional<Double> configured = rule == null ? Optional.empty() : rule.maxNulls();
        double p = column.nullShare();
        long n = Math.max(1, column.counts().n());
        double bound = 0.15 + 1.5 * p + 3 * Math.sqrt(p * (1 - p) / n) + 3.0 / n;
        return configured.orElse(Math.min(1, Math.round(bound * 10_000) / 10_000.0));
    }
}
