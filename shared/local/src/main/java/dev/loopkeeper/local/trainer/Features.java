package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.TrainingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The features of a run, fitted on its training rows only.
 *
 * @param dropped columns that are no feature, with the reason
 */
record Features(List<FeatureColumn> columns, Map<String, String> dropped) {
    /** Fits on these rows, oldest first. */
    static Features fit(TrainingRequest request, RowTable table, int[] rows, float[] labels) {
        List<FeatureColumn> columns = new ArrayList<>();
        Map<String, String> dropped = new TreeMap<>();
        ColumnChoice choice = new ColumnChoice(table, rows);
        for (String name : table.columns().keySet()) {
            if (name.equals(request.label())) {
                continue;
            }
            Optional<String> reason = named(request, table, name).or(() -> choice.reasonToDrop(name));
            FeatureColumn column = reason.isPresent() ? null : column(table, name, rows, labels, choice);
            if (column == null || column.width() == 0) {
                dropped.put(name, reason.orElse("its time tells nothing within these rows"));
            } else {
                columns.add(column);
            }
        }
        if (columns.isEmpty()) {
            String why = dropped.isEmpty()
                    ? "there is no other column"
                    : dropped.entrySet().stream()
                            .limit(10)
                            .map(d -> "'" + d.getKey() + "' is left out (" + d.getValue() + ")")
                            .collect(Collectors.joining(", "));
            throw LoopException.poison("nothing to learn '" + request.label() + "' from: " + why
                    + "; upload files with columns that tell something about it");
        }
        return new Features(columns, dropped);
    }

    private static Optional<String> named(TrainingRequest request, RowTable table, String name) {
        if (request.exclude().contains(name)
                || request.id().filter(name::equals).isPresent()) {
            return Optional.of("excluded by loop.yaml");
        }
        // As a plain number the time of a new row lies beyond all that was learnt.
        boolean plainTime =
                request.time().filter(name::equals).isPresent() && !(table.column(name) instanceof TimeColumn);
        return plainTime ? Optional.of("the time as a number") : Optional.empty();
    }

    private static FeatureColumn column(RowTable table, String name, int[] rows, float[] labels, ColumnChoice choice) {
        TableColumn column = table.column(name);
        if (column instanceof TimeColumn time) {
            return new FeatureColumn(name, FeatureColumn.Kind.TIME, choice.parts(time), Map.of());
        }
        if (column instanceof TextColumn) {
            Map<String, Float> codes = new CategoryCodes(table, name, rows, labels).all();
            return new FeatureColumn(name, FeatureColumn.Kind.CATEGORY, List.of(), codes);
        }
        boolean flag = ((NumberColumn) column).flag();
        return FeatureColumn.plain(name, flag ? FeatureColumn.Kind.FLAG : FeatureColumn.Kind.NUMBER);
    }

    int width() {
        return columns.stream().mapToInt(FeatureColumn::width).sum();
    }

    List<String> names() {
        return columns.stream().flatMap(c -> c.names().stream()).toList();
    }
}
