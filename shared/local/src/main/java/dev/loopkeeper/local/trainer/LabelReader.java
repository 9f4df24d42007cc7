package dev.loopkeeper.local.trainer;

import dev.loopkeeper.config.LoopConfig.Task;
import dev.loopkeeper.data.Schema;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.TrainingRequest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settles what is learnt from the label column.
 *
 * <p>Two values are a classification, more numbers a regression. The positive class is the one that reads as yes, else
 * the rarer one, else the one that sorts last; a champion's choice is kept, because probabilities of different classes
 * cannot be compared.
 */
final class LabelReader {
    private static final int MANY = 3;
    private final TrainingRequest request;
    private final RowTable table;
    private final LabelCoding.Kind kind;

    LabelReader(TrainingRequest request, RowTable table) {
        this.request = request;
        this.table = table;
        Schema.Type type = request.schema()
                .column(request.label())
                .map(Schema.Column::type)
                .orElse(Schema.Type.EMPTY);
        kind = type == Schema.Type.NUMBER
                ? LabelCoding.Kind.NUMBER
                : type == Schema.Type.BOOLEAN ? LabelCoding.Kind.FLAG : LabelCoding.Kind.TEXT;
    }

    /** The column's values with their counts; of numbers at most the first {@value #MANY}. */
    private Map<String, Long> values() {
        Map<String, Long> counts = new TreeMap<>();
        for (int row = 0; row < table.size() && (kind == LabelCoding.Kind.TEXT || counts.size() < MANY); row++) {
            counts.merge(text(row), 1L, Long::sum);
        }
        return counts;
    }

    private String text(int row) {
        TableColumn column = table.column(request.label());
        return column instanceof TextColumn t
                ? t.text(t.code(row))
                : LabelCoding.shown(((NumberColumn) column).value(row));
    }

    LabelCoding settle(Optional<LabelCoding> champion) {
        Map<String, Long> values = values();
        Task wanted =
                request.task() == Task.AUTO ? champion.map(LabelCoding::task).orElse(Task.AUTO) : request.task();
        Task task = wanted != Task.AUTO ? wanted : values.size() == 2 ? Task.CLASSIFICATION : Task.REGRESSION;
        checkOneValue(values);
        if (champion.isPresent() && champion.get().task() != task) {
            throw LoopException.poison("label '" + request.label() + "' is now a " + name(task)
                    + " but the champion is a " + name(champion.get().task())
                    + ", so the two cannot be compared; set data.task or use another model name");
        }
        return task == Task.REGRESSION ? regression() : classification(values, champion);
    }

    private void checkOneValue(Map<String, Long> values) {
        if (values.size() == 1) {
            throw LoopException.poison("label '" + request.label() + "' is "
                    + values.keySet().iterator().next() + " in all " + table.size()
                    + " rows; there is nothing to learn until both outcomes occur");
        }
    }

    private LabelCoding regression() {
        if (kind != LabelCoding.Kind.NUMBER) {
            throw LoopException.poison(
                    "label '" + request.label() + "' holds " + values().size() + " different texts such as '" + text(0)
                            + "'; the local trainer learns numbers and labels of two values; give a two-valued or numeric label");
        }
        return new LabelCoding(request.label(), Task.REGRESSION, kind, "", "", 0);
    }

    private LabelCoding classification(Map<String, Long> values, Optional<LabelCoding> champion) {
        if (champion.isPresent() && values.keySet().stream().allMatch(v -> knows(champion.get(), v))) {
            LabelCoding known = champion.get();
            return new LabelCoding(request.label(), Task.CLASSIFICATION, kind, known.negative(), known.positive(), 0);
        }
        if (values.size() > 2 || champion.isPresent()) {
            String more = values.size() == MANY && kind == LabelCoding.Kind.NUMBER ? "more than 2" : "" + values.size();
            throw LoopException.poison(
                    "label '" + request.label() + "' has " + more + " values ("
                            + String.join(
                                    ", ", values.keySet().stream().limit(5).toList())
                            + (values.size() > 5 ? ", ..." : "") + ")"
                            + champion.map(c -> ", the champion knows " + c.negative() + " and " + c.positive())
                                    .orElse("")
                            + "; the local trainer separates two; set data.task: regression for a number or give a two-valued label");
        }
        return coding(values);
    }

    private static boolean knows(LabelCoding champion, String value) {
        return value.equals(champion.positive()) || value.equals(champion.negative());
    }

    private LabelCoding coding(Map<String, Long> values) {
        String first = values.keySet().iterator().next();
        String last = values.keySet().stream().reduce((a, b) -> b).orElseThrow();
        boolean firstIsPositive = values.get(first) < values.get(last);
        double a = Cells.flag(first);
        double b = Cells.flag(last);
        if (!Double.isNaN(a) && !Double.isNaN(b) && a != b) {
            firstIsPositive = a > b;
        }
        return new LabelCoding(
                request.label(),
                Task.CLASSIFICATION,
                kind,
                firstIsPositive ? last : first,
                firstIsPositive ? first : last,
                0);
    }

    private static String name(Task task) {
        return task == Task.REGRESSION ? "regression" : "two-class label";
    }

    /** The coded labels of these rows. */
    float[] coded(LabelCoding coding, int[] rows) {
        float[] values = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            values[i] = coding.classification() || !(table.column(request.label()) instanceof NumberColumn n)
                    ? (float) coding.value(text(rows[i]))
                    : n.value(rows[i]);
        }
        return values;
    }
}
