package dev.loopkeeper.local.trainer;

import dev.loopkeeper.data.RowSink;
import dev.loopkeeper.retrain.TrainingRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rows on which both versions are judged, in order of time.
 *
 * <p>They are read from the batches a second time and scored through {@link Scorer}, as the endpoint would: what is
 * measured is what will be served, and the champion may have columns and codes of its own.
 */
final class Holdout {
    private final TrainingRequest request;
    private final RowTable table;
    private final int[] rows;
    /** Batch to row number to place in {@link #rows}. */
    private final Map<Integer, Map<Long, Integer>> places = new TreeMap<>();

    Holdout(TrainingRequest request, RowTable table, int[] rows) {
        this.request = request;
        this.table = table;
        this.rows = rows.clone();
        for (int i = 0; i < rows.length; i++) {
            places.computeIfAbsent(table.batch(rows[i]), b -> new HashMap<>()).put(table.number(rows[i]), i);
        }
    }

    /** Labels, predictions and slices of all rows; {@code champion} is null for a first version. */
    record Scored(double[] labels, double[] challenger, double[] champion, String[][] slices) {}

    Scored score(BatchRows batches, Scorer challenger, Optional<Scorer> champion) {
        Scored scored = new Scored(
                new double[rows.length],
                new double[rows.length],
                champion.map(c -> new double[rows.length]).orElse(null),
                new String[rows.length][]);
        places.forEach((batch, numbers) -> batches.read(batch, new Scoring(numbers, scored, challenger, champion)));
        return scored;
    }

    private final class Scoring implements RowSink {
        private final Map<Long, Integer> numbers;
        private final Scored scored;
        private final Scorer challenger;
        private final Optional<Scorer> champion;
        private final Map<String, Integer> columns = new HashMap<>();

        Scoring(Map<Long, Integer> numbers, Scored scored, Scorer challenger, Optional<Scorer> champion) {
            this.numbers = numbers;
            this.scored = scored;
            this.challenger = challenger;
            this.champion = champion;
        }

        @Override
        public void header(List<String> names) {
            names.forEach(n -> columns.put(n, columns.size()));
        }

        @Override
        public void row(long number, String[] values) {
            Integer place = numbers.get(number);
            if (place == null) {
                return;
            }
            scored.labels()[place] = challenger.label().value(cell(values, request.label()));
            scored.challenger()[place] = challenger.score(c -> cell(values, c), false);
            champion.ifPresent(old -> scored.champion()[place] = old.score(c -> cell(values, c), false));
            scored.slices()[place] =
                    request.slices().stream().map(c -> text(values, c)).toArray(String[]::new);
        }

        private String cell(String[] values, String column) {
            Integer at = columns.get(column);
            return at == null || at >= values.length ? null : values[at];
        }

        private String text(String[] values, String column) {
            String value = cell(values, column);
            return value == null ? "" : value;
        }
    }

    /** SHA-256 over batch id and row number of every row, in order, hex. */
    String hash() {
        MessageDigest digest = Hashes.sha256();
        for (int row : rows) {
            String id = request.batches().get(table.batch(row)).id() + "#" + table.number(row) + "\n";
            digest.update(id.getBytes(StandardCharsets.UTF_8));
        }
        return Hashes.hex(digest);
    }

    /** The time of a row, ISO, or where it stands when there is no time column. */
    String where(int place) {
        int row = rows[place];
        return table.time(row) != Long.MIN_VALUE
                ? TimePart.read(table.time(row)).toInstant().toString()
                : request.batches().get(table.batch(row)).key() + "#" + table.number(row);
    }

    int size() {
        return rows.length;
    }
}
