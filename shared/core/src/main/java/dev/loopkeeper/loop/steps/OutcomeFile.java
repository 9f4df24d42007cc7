package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.BatchReader;
import dev.loopkeeper.data.RowSink;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file of late ground truth: the id that a prediction was answered with, and what really happened. */
final class OutcomeFile implements RowSink {
    private static final int MOST_ROWS = 500_000;

    private final String name;
    private final LoopConfig.Data data;
    private final Map<String, String> outcomes = new HashMap<>();
    private int idColumn;
    private int labelColumn;

    private OutcomeFile(String name, LoopConfig.Data data) {
        this.name = name;
        this.data = data;
    }

    /** Id to outcome; rows without either are left out. Empty when the object is no longer that version. */
    static Optional<Map<String, String>> read(ObjectStore store, ObjectInfo object, LoopConfig config) {
        OutcomeFile file = new OutcomeFile(object.key(), config.data());
        Optional<InputStream> opened = store.openIf(object);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream body = opened.get()) {
            BatchReader.read(body, object.key(), LoopConfig.Format.AUTO, file);
        } catch (IOException e) {
            throw LoopException.transientFailure(
                    "outcomes '" + object.key() + "' could not be read: " + e.getMessage(), e);
        }
        return Optional.of(file.outcomes);
    }

    @Override
    public void header(List<String> columns) {
        idColumn = find(columns, data.id(), List.of("id", "prediction_id"));
        labelColumn = find(columns, Optional.of(data.label()), List.of("label", "outcome", "actual"));
    }

    private int find(List<String> columns, Optional<String> first, List<String> others) {
        for (String wanted : first.map(
                        f -> java.util.stream.Stream.concat(java.util.stream.Stream.of(f), others.stream())
                                .toList())
                .orElse(others)) {
            if (columns.contains(wanted)) {
                return columns.indexOf(wanted);
            }
        }
        throw LoopException.poison("outcomes '" + name + "' must have a column "
                + first.map(f -> "'" + f + "' or ").orElse("") + "'" + others.get(0) + "'; it has " + columns);
    }

    @Override
    public void row(long number, String[] values) {
        if (values[idColumn] != null && values[labelColumn] != null) {
            if (outcomes.size() >= MOST_ROWS) {
                throw LoopException.poison(
                        "outcomes '" + name + "' has more than " + MOST_ROWS + " rows; split it into smaller files");
            }
            outcomes.put(values[idColumn], values[labelColumn]);
        }
    }
}
