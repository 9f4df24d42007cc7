package dev.loopkeeper.local.trainer;

import dev.loopkeeper.data.RowSink;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.TrainingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cleans the rows of one batch after the other into a {@link RowTable}.
 *
 * <p>Dropped: exact duplicates of a row seen before, rows without a label, rows that break a rule. A cell of the wrong
 * type becomes missing. A row without a time takes the time of the row before it. Never holds more than a quarter above
 * {@code maxRows}.
 */
final class RowIntake implements RowSink {
    private static final long FNV = 0x100000001b3L;
    private final RowTable table;
    private final TrainingRequest request;
    private final Cleaning cleaning;
    private final RowRules rules;
    private final List<String> names;
    private final TableColumn[] columns;
    private final int label;
    private final int timeIndex;
    private final int maxRows;
    private final boolean dropDuplicates;
    private LongSet seen = new LongSet();
    private int[] position = {};
    private int batch;
    private long lastTime = Long.MIN_VALUE;

    RowIntake(RowTable table, TrainingRequest request, Cleaning cleaning, boolean dropDuplicates) {
        this.table = table;
        this.request = request;
        this.cleaning = cleaning;
        this.dropDuplicates = dropDuplicates;
        rules = new RowRules(request.rules());
        names = new ArrayList<>(table.columns().keySet());
        columns = table.columns().values().toArray(TableColumn[]::new);
        label = names.indexOf(request.label());
        timeIndex = request.time().map(names::indexOf).orElse(-1);
        maxRows = (int) Math.min(request.maxRows(), 100_000_000);
    }

    void startBatch(int index) {
        batch = index;
        lastTime = Long.MIN_VALUE;
    }

    @Override
    public void header(List<String> header) {
        if (!header.contains(request.label())) {
            throw LoopException.poison("batch " + request.batches().get(batch).key() + " has no column '"
                    + request.label() + "', the label; its columns are " + String.join(", ", header));
        }
        position = names.stream().mapToInt(header::indexOf).toArray();
    }

    @Override
    public void row(long number, String[] values) {
        cleaning.count("rows read");
        if (cell(values, label) == null || !columns[label].accepts(cell(values, label))) {
            cleaning.count("rows dropped: no " + request.label());
            return;
        }
        Optional<String> broken = broken(values);
        if (broken.isPresent()) {
            cleaning.count(broken.get());
            return;
        }
        long hash = hash(values);
        if (dropDuplicates && !seen.add(hash)) {
            cleaning.count("rows dropped: exact duplicate");
            return;
        }
        append(number, values, hash);
    }

    private String cell(String[] values, int column) {
        int at = position[column];
        return at < 0 || at >= values.length ? null : values[at];
    }

    private Optional<String> broken(String[] values) {
        for (Map.Entry<String, ?> rule : request.rules().entrySet()) {
            int column = names.indexOf(rule.getKey());
            Optional<String> found = column < 0 ? Optional.empty() : rules.broken(rule.getKey(), cell(values, column));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private void append(long number, String[] values, long hash) {
        for (int c = 0; c < columns.length; c++) {
            String text = cell(values, c);
            columns[c].add(text);
            if (columns[c].missing(table.size())) {
                cleaning.count(
                        text == null ? "cells missing" : "cells emptied: " + names.get(c) + " of the wrong type");
            }
        }
        lastTime = time(values);
        table.addRow(batch, number, lastTime, hash);
        if (table.size() > maxRows + Math.max(1_000, maxRows / 4)) {
            keepNewest();
        }
    }

    /** Of the row, whatever type the schema gives the column (it may hold epoch seconds), else of the row before it. */
    private long time(String[] values) {
        String text = timeIndex < 0 ? null : cell(values, timeIndex);
        long millis = text == null ? TimeColumn.MISSING : Cells.millis(text);
        return millis == TimeColumn.MISSING ? lastTime : millis;
    }

    /** Brings the table down to {@code maxRows}. */
    void keepNewest() {
        int before = table.size();
        if (before <= maxRows) {
            return;
        }
        table.keepNewest(maxRows);
        cleaning.add("rows dropped: older than the newest " + maxRows, before - maxRows);
        seen = new LongSet();
        for (int row = 0; row < table.size(); row++) {
            seen.add(table.hash(row));
        }
    }

    boolean full() {
        return table.size() >= maxRows;
    }

    /**
     * FNV-1a over all cells, finished with a mixer; two of a million different rows collide with odds of 1 in 36
     * million.
     */
    private long hash(String[] values) {
        long h = 0xcbf29ce484222325L;
        for (int c = 0; c < columns.length; c++) {
            String text = cell(values, c);
            for (int i = 0; text != null && i < text.length(); i++) {
                h = (h ^ text.charAt(i)) * FNV;
            }
            h = (h ^ (text == null ? 0x1_0001 : 0x1_0000)) * FNV;
        }
        h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
        return h ^ h >>> 33;
    }
}
