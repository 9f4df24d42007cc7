package dev.loopkeeper.evaluate;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.loopkeeper.edge.LoopException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code paired.csv}: {@code label,champion,challenger} and one column a slice, at most {@value #MAX_ROWS} rows.
 *
 * <p>A label or prediction that is missing, not a number or not finite is {@code POISON} and named with its row. The
 * champion column is empty in every row (a first version) or in none.
 */
public final class PairedRowsReader {
    static final int MAX_ROWS = 2_000_000;
    private static final List<String> COLUMNS = List.of("label", "champion", "challenger");

    private final String name;
    private final int maxRows;
    private final Doubles label = new Doubles();
    private final Doubles champion = new Doubles();
    private final Doubles challenger = new Doubles();
    private final Map<String, List<String>> slices = new LinkedHashMap<>();
    // Slice values repeat: one instance of each keeps two million rows small.
    private final Map<String, String> shared = new HashMap<>();

    private PairedRowsReader(String name, int maxRows) {
        this.name = name;
        this.maxRows = maxRows;
    }

    /**
     * Reads to the end; the caller closes the stream.
     *
     * @param name of the object, for the message
     * @throws LoopException {@code POISON} when a row cannot be judged, {@code TRANSIENT} when the stream breaks
     */
    public static PairedRows read(InputStream in, String name) {
        return read(in, name, MAX_ROWS);
    }

    static PairedRows read(InputStream in, String name, int maxRows) {
        // FastCSV would close the stream, which is the caller's.
        InputStreamReader text = new InputStreamReader(in, StandardCharsets.UTF_8);
        try {
            PairedRowsReader reader = new PairedRowsReader(name, maxRows);
            CsvReader.builder().ofNamedCsvRecord(text).iterator().forEachRemaining(reader::row);
            return reader.rows();
        } catch (CsvParseException e) {
            throw LoopException.poison(name + " is not readable CSV: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw LoopException.transientFailure("reading " + name + " broke off", e);
        }
    }

    private void row(NamedCsvRecord row) {
        if (label.size() == 0) {
            header(row.getHeader());
        }
        int number = label.size() + 1;
        if (number > maxRows) {
            throw LoopException.poison("%s has more than %,d rows: lower training.holdout".formatted(name, maxRows));
        }
        if (row.getFieldCount() != row.getHeader().size()) {
            throw LoopException.poison("%s row %,d has %d fields, the header has %d"
                    .formatted(
                            name, number, row.getFieldCount(), row.getHeader().size()));
        }
        label.add(number(row.getField("label"), "label", number));
        challenger.add(number(row.getField("challenger"), "challenger", number));
        String old = row.getField("champion");
        if (!old.isBlank()) {
            champion.add(number(old, "champion", number));
        }
        if (champion.size() != 0 && champion.size() != number) {
            throw LoopException.poison("%s row %,d: champion must be filled in every row or in none (a first version)"
                    .formatted(name, number));
        }
        slices.forEach((column, values) -> values.add(shared.computeIfAbsent(row.getField(column), v -> v)));
    }

    private void header(List<String> header) {
        List<String> trimmed = header.stream()
                .map(h -> h.startsWith("\uFEFF") ? h.substring(1) : h)
                .toList();
        for (String column : COLUMNS) {
            if (!trimmed.equals(header) || !header.contains(column)) {
                throw LoopException.poison(
                        "%s must have the columns label, champion, challenger without a byte order mark; it has %s"
                                .formatted(name, trimmed));
            }
        }
        header.stream().filter(h -> !COLUMNS.contains(h)).forEach(h -> slices.put(h, new ArrayList<>()));
    }

    private double number(String text, String column, int row) {
        try {
            double value = Double.parseDouble(text.trim());
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message below.
        }
        String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        throw LoopException.poison("%s row %,d: %s is '%s', expected a finite number"
                .formatted(name, row, column, shown.replaceAll("\\p{Cntrl}", "?")));
    }

    private PairedRows rows() {
        Optional<double[]> old = champion.size() == 0 ? Optional.empty() : Optional.of(champion.toArray());
        return new PairedRows(label.toArray(), old, challenger.toArray(), slices);
    }
}
