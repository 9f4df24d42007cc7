package dev.loopkeeper.local.cli;

import dev.loopkeeper.data.RowSink;
import dev.loopkeeper.edge.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps the first row that passes through, as a prediction request. */
final class ExampleRow implements RowSink {
    /** No leading zeros: they may mean something. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,14})(\\.\\d{1,15})?");

    private final RowSink rest;
    private final Map<String, Object> first = new LinkedHashMap<>();
    private List<String> columns = List.of();

    ExampleRow(RowSink rest) {
        this.rest = rest;
    }

    @Override
    public void header(List<String> names) {
        columns = List.copyOf(names);
        rest.header(names);
    }

    @Override
    public void row(long number, String[] values) {
        for (int i = 0; number == 1 && i < columns.size(); i++) {
            if (values[i] != null) {
                first.put(columns.get(i), NUMBER.matcher(values[i]).matches() ? new BigDecimal(values[i]) : values[i]);
            }
        }
        rest.row(number, values);
    }

    /** The value of a column in the first row, as it stands in the file. */
    Optional<String> text(String column) {
        return Optional.ofNullable(first.get(column)).map(Object::toString);
    }

    /** The request without the label and what is no feature. */
    String request(String label, List<String> exclude) {
        Set<String> hidden = new HashSet<>(exclude);
        hidden.add(label);
        Map<String, Object> shown = new LinkedHashMap<>(first);
        shown.keySet().removeAll(hidden);
        return new String(Json.write(Map.of("instances", List.of(shown))), StandardCharsets.UTF_8);
    }
}
