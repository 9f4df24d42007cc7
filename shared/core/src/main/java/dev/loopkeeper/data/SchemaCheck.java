package dev.loopkeeper.data;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfig.ColumnRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a batch with the pinned schema and the rules of {@code loop.yaml}.
 *
 * <p>Breaches: no rows; a column of the schema, the label, the time, the id or a rule is not there; label, time or id
 * without any value; more than 5 % of a column's values do not read as its type or break its rule; more nulls than
 * pinned. Limits of 5 % and inferred null bounds get three standard errors of slack, so that a batch of ten rows is not
 * refused for one cell; {@code maxNulls} of a rule is taken literally. Extra columns and new categories are no breach.
 */
public final class SchemaCheck {
    private static final double TOLERATED = 1 - SchemaInference.READABLE;

    private SchemaCheck() {}

    /** Every breach as a sentence that names column, rule, rows and remedy; empty: the batch is accepted. */
    public static List<String> breaches(BatchProfile profile, Schema schema, LoopConfig.Data data) {
        if (profile.rows() == 0) {
            return List.of("no rows: the file has " + (profile.columns().isEmpty() ? "no header" : "a header only")
                    + "; upload it with at least one row of data");
        }
        List<String> breaches = new ArrayList<>();
        for (String name : expected(schema, data)) {
            ColumnProfile column = profile.columns().get(name);
            if (column == null) {
                breaches.add(absent(name, profile, schema, data));
            } else {
                if (column.present() == 0 && !role(name, data).isEmpty()) {
                    breaches.add("column " + Shown.quoted(name) + role(name, data)
                            + " has no value in any row; fill it, or name another column in loop.yaml, and upload the"
                            + " file again");
                }
                new ColumnCheck(name, column, Optional.ofNullable(data.rules().get(name)))
                        .addTo(breaches, schema.column(name));
            }
        }
        return breaches;
    }

    private static Set<String> expected(Schema schema, LoopConfig.Data data) {
        Set<String> names = new LinkedHashSet<>();
        schema.columns().forEach(c -> names.add(c.name()));
        names.add(data.label());
        data.time().ifPresent(names::add);
        data.id().ifPresent(names::add);
        names.addAll(data.rules().keySet());
        return names;
    }

    private static String absent(String name, BatchProfile profile, Schema schema, LoopConfig.Data data) {
        Set<String> unknown = new LinkedHashSet<>(profile.columns().keySet());
        schema.columns().forEach(c -> unknown.remove(c.name()));
        String closest = NameDistance.closest(name, unknown)
                .or(() -> NameDistance.closest(name, profile.columns().keySet()))
                .map(c -> "; is " + Shown.quoted(c) + " its new name?")
                .orElse(";");
        return "column " + Shown.quoted(name) + role(name, data) + " is missing in all "
                + String.format(Locale.ROOT, "%,d", profile.rows())
                + " rows (100 %)" + closest
                + (schema.column(name).isPresent()
                        ? " add it and upload the file again, or raise data.schemaVersion in loop.yaml to accept files without it"
                        : " add it, or correct the name in loop.yaml, and upload the file again");
    }

    private static String role(String name, LoopConfig.Data data) {
        if (name.equals(data.label())) {
            return " (the label)";
        }
        return data.time().filter(name::equals).isPresent()
                ? " (the time)"
                : data.id().filter(name::equals).isPresent() ? " (the id)" : "";
    }

    /** The checks of one column that is there. */
    private record ColumnCheck(String name, ColumnProfile column, Optional<ColumnRule> rule) {
        private static final String ACCEPT = "raise data.schemaVersion in loop.yaml to accept the new form";

        void addTo(List<String> breaches, Optional<Schema.Column> pinned) {
            pinned.ifPresent(p -> {
                long wrong = column.typeErrors(p.type());
                if (tooMany(wrong, column.present(), TOLERATED)) {
                    breaches.add(sentence(
                            wrong, column.present(), "values", "are not " + words(p.type()), TOLERATED, ACCEPT));
                }
            });
            Optional<Double> literal = rule.flatMap(ColumnRule::maxNulls);
            double bound =
                    literal.orElse(pinned.map(Schema.Column::maxNullShare).orElse(1.0));
            long nulls = column.counts().nulls();
            if (literal.isPresent()
                    ? nulls > bound * column.counts().n()
                    : tooMany(nulls, column.counts().n(), bound)) {
                breaches.add(sentence(
                        nulls,
                        column.counts().n(),
                        "rows",
                        "have no value",
                        bound,
                        literal.isPresent() ? "raise data.rules." + name + ".maxNulls in loop.yaml" : ACCEPT));
            }
            rule.ifPresent(r -> {
                if (tooMany(column.counts().outside(), column.present(), TOLERATED)) {
                    breaches.add(sentence(
                            column.counts().outside(),
                            column.present(),
                            "values",
                            "are not " + limits(r),
                            TOLERATED,
                            "change data.rules." + name + " in loop.yaml"));
                }
            });
        }

        private static boolean tooMany(long count, long of, double share) {
            return count > share * of + 3 * Math.sqrt(share * (1 - share) * of);
        }

        private String sentence(long count, long of, String what, String fault, double bound, String instead) {
            return String.format(
                    Locale.ROOT,
                    "column %s: %,d of %,d %s (%.1f %%) %s, at most %s %% may be; fix the file and upload it again, or %s",
                    Shown.quoted(name),
                    count,
                    of,
                    what,
                    100.0 * count / of,
                    fault,
                    percent(bound),
                    instead);
        }

        private static String percent(double share) {
            return String.format(Locale.ROOT, "%.1f", 100 * share).replace(".0", "");
        }

        private static String words(Schema.Type type) {
            return switch (type) {
                case NUMBER -> "numbers";
                case BOOLEAN -> "yes or no";
                case TIME -> "times";
                case CATEGORY, EMPTY -> "texts";
            };
        }

        private static String limits(ColumnRule rule) {
            List<String> parts = new ArrayList<>();
            rule.min().ifPresent(min -> parts.add("at least " + min));
            rule.max().ifPresent(max -> parts.add("at most " + max));
            if (!rule.allowed().isEmpty()) {
                parts.add("one of "
                        + String.join(
                                ", ",
                                rule.allowed().stream()
                                        .limit(10)
                                        .map(Shown::quoted)
                                        .toList()));
            }
            return String.join(" and ", parts);
        }
    }
}
