package dev.loopkeeper.local.cli;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.config.LoopConfigTemplate;
import dev.loopkeeper.data.BatchProfile;
import dev.loopkeeper.data.BatchReader;
import dev.loopkeeper.data.ColumnProfile;
import dev.loopkeeper.data.ProfileBuilder;
import dev.loopkeeper.data.ReadSummary;
import dev.loopkeeper.data.Schema;
import dev.loopkeeper.data.SchemaInference;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a first look at a data file tells: its columns, the task, the time, and the columns that only identify a row.
 */
record DataSurvey(
        BatchProfile profile,
        Schema schema,
        String label,
        LoopConfig.Task task,
        Optional<String> time,
        List<String> exclude,
        List<String> marked,
        String example) {
    private static final int MOST_CLASSES = 2;
    private static final double UNIQUE = 0.95;
    private static final long UNIQUE_ROWS = 50;
    private static final long LEAST_ROWS = 120;
    private static final long MOST_ROWS = 500;
    private static final int FEW = 10;
    private static final int LONGEST = 80;
    private static final String PLAIN = "with a decimal point and no thousands separator, currency or percent sign";
    /** Digits with a comma, or with a sign before or after them. */
    private static final Pattern MARKED =
            Pattern.compile("[-+]?(\\p{Sc} ?\\d[\\d.,' ]*|\\d[\\d.,' ]* ?(\\p{Sc}|%|[A-Z]{3})|[\\d.' ]*,[\\d., ]*\\d)");

    /**
     * Reads a file.
     *
     * @param time the column that orders the rows, or null to look for one
     * @throws LoopException of kind {@code POISON} when the file cannot be read or lacks a column
     */
    static DataSurvey of(Path file, String label, String time) {
        LoopConfig.Data data = data(label);
        ProfileBuilder builder = new ProfileBuilder(data);
        ExampleRow example = new ExampleRow(builder);
        BatchProfile profile;
        try (InputStream in = Files.newInputStream(file)) {
            ReadSummary summary = BatchReader.read(in, file.getFileName().toString(), LoopConfig.Format.AUTO, example);
            profile = builder.profile(summary);
        } catch (IOException e) {
            throw LoopException.poison(
                    "cannot read " + file + (Files.exists(file) ? ": " + e : ": there is no such file"), e);
        }
        if (profile.rows() == 0) {
            throw LoopException.poison(file + " has no rows: a header and at least some rows with a label are needed");
        }
        require(profile, file, "--label", label);
        if (time != null) {
            require(profile, file, "--time", time);
        }
        Schema schema = SchemaInference.infer(profile, data);
        Optional<String> ordering =
                time != null ? Optional.of(time) : times(schema, label).stream().findFirst();
        List<String> exclude = identifiers(profile, schema, label);
        LoopConfig.Task task = task(label, profile.columns().get(label), schema, example);
        requireFeature(profile, file, label, exclude);
        List<String> marked = schema.columns().stream()
                .filter(c -> c.type() == Schema.Type.CATEGORY)
                .flatMap(c -> marked(c.name(), example).stream())
                .toList();
        return new DataSurvey(profile, schema, label, task, ordering, exclude, marked, example.request(label, exclude));
    }

    private static LoopConfig.Data data(String label) {
        String quoted = '"' + label.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        String yaml = "model: survey\ndata:\n  label: " + quoted + "\n";
        return LoopConfigReader.read(yaml.getBytes(StandardCharsets.UTF_8), "--label")
                .orPoison()
                .data();
    }

    private static void require(BatchProfile profile, Path file, String option, String column) {
        if (!profile.columns().containsKey(column)) {
            throw LoopException.poison(option + ": " + file.getFileName() + " has no column '" + column + "'; it has "
                    + String.join(", ", profile.columns().keySet()));
        }
    }

    private static void requireFeature(BatchProfile profile, Path file, String label, List<String> exclude) {
        boolean none = profile.columns().entrySet().stream()
                .filter(c -> !c.getKey().equals(label) && !exclude.contains(c.getKey()))
                .allMatch(c -> c.getValue().distinctValues() < 1.5);
        if (none) {
            throw LoopException.poison(
                    file.getFileName() + " has nothing to learn '" + label
                            + "' from: every other column is the same in all rows, or different in each; add columns that tell something about it");
        }
    }

    private static List<String> times(Schema schema, String label) {
        return schema.columns().stream()
                .filter(c -> c.type() == Schema.Type.TIME && !c.name().equals(label))
                .map(Schema.Column::name)
                .toList();
    }

    /** A column of text that looks like numbers to a person: {@code price (1.234,50 EUR)}. */
    private static Optional<String> marked(String column, ExampleRow example) {
        return example.text(column).filter(v -> MARKED.matcher(v).matches()).map(v -> column + " (" + brief(v) + ")");
    }

    private static String brief(String value) {
        String plain = value.replaceAll("\\p{C}", "?");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "..." : plain;
    }

    private static LoopConfig.Task task(String name, ColumnProfile label, Schema schema, ExampleRow example) {
        double values = label.distinctValues();
        if (values < 1.5) {
            throw LoopException.poison(
                    "--label: column '" + name + "' " + (values < 0.5 ? "is empty" : "has the same value in every row")
                            + ": there is nothing to learn; name another column");
        }
        boolean text = schema.column(name)
                .map(Schema.Column::type)
                .filter(t -> t == Schema.Type.CATEGORY || t == Schema.Type.TIME)
                .isPresent();
        if (text && values > MOST_CLASSES + 0.5) {
            throw LoopException.poison(String.format(
                    java.util.Locale.ROOT,
                    "--label: column '%s' is text with %.0f different values%s; a label is a number%s, or one of two values such as yes and no",
                    name,
                    values,
                    label.values()
                            .filter(v -> v.size() <= FEW)
                            .map(v -> " (" + brief(String.join(", ", v.keySet())) + ")")
                            .or(() -> example.text(name).map(v -> ", such as '" + brief(v) + "'"))
                            .orElse(""),
                    marked(name, example).map(m -> " " + PLAIN).orElse("")));
        }
        return values < MOST_CLASSES + 0.5 ? LoopConfig.Task.CLASSIFICATION : LoopConfig.Task.REGRESSION;
    }

    /** Text that is different in nearly every row says nothing about the next row. */
    private static List<String> identifiers(BatchProfile profile, Schema schema, String label) {
        List<String> found = new ArrayList<>();
        for (Schema.Column column : schema.columns()) {
            ColumnProfile c = profile.columns().get(column.name());
            boolean text =
                    column.type() == Schema.Type.CATEGORY && !column.name().equals(label);
            if (text && c.present() >= UNIQUE_ROWS && c.distinctValues() >= UNIQUE * c.present()) {
                found.add(column.name());
            }
        }
        return found;
    }

    LoopConfigTemplate template(String model) {
        return new LoopConfigTemplate(model, label, time, LoopConfig.Format.AUTO, exclude, task, minRows());
    }

    /** A file of the first one's size is worth a look, a tenth of it is not. */
    private long minRows() {
        return Math.max(LEAST_ROWS, Math.min(MOST_ROWS, profile.rows() / 2));
    }

    void tell(PrintWriter out) {
        out.printf(
                "%,d rows, %d columns: %s of '%s'%s%n",
                profile.rows(),
                schema.columns().size(),
                task == LoopConfig.Task.CLASSIFICATION ? "classification" : "regression",
                label,
                time.map(t -> ", ordered by '" + t + "'").orElse(", ordered by arrival"));
        if (profile.rows() < LEAST_ROWS) {
            out.println("too few rows to learn from: training begins when " + LEAST_ROWS + " have come");
        }
        if (profile.malformed() > 0) {
            out.printf("%,d rows are longer or shorter than the header and were left out%n", profile.malformed());
        }
        if (!exclude.isEmpty()) {
            out.println("left out as features, since they only name a row: " + String.join(", ", exclude));
        }
        if (!marked.isEmpty()) {
            out.println("read as text although they look like numbers: " + String.join(", ", marked)
                    + "; write numbers " + PLAIN);
        }
    }
}
