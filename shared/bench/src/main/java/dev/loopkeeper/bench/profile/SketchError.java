package dev.loopkeeper.bench.profile;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.BatchProfile;
import dev.loopkeeper.data.BatchReader;
import dev.loopkeeper.data.ColumnProfile;
import dev.loopkeeper.data.Numbers;
import dev.loopkeeper.data.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far the sketches are from exact values.
 *
 * @param rank largest error of the rank of a decile, 0 to 1
 * @param distinct largest relative error of a distinct count of numbers
 */
record SketchError(double rank, double distinct) {
    private static final int DECILES = 10;
    private static final int MOST_ROWS = 2_000_000;

    /** Compares on the first file, whose columns are sorted exactly; empty beyond two million rows. */
    static Optional<SketchError> of(Path file) throws IOException {
        BatchProfile profile = OursPass.profile(List.of(file), 1);
        if (profile.rows() > MOST_ROWS) {
            return Optional.empty();
        }
        double rank = 0;
        double distinct = 0;
        int position = 0;
        for (ColumnProfile column : profile.columns().values()) {
            if (column.numbers().isPresent() && column.counts().numbers() == column.present()) {
                double[] exact = exact(file, position);
                rank = Math.max(rank, rankError(column, exact));
                double truth = Arrays.stream(exact).distinct().count();
                distinct = Math.max(distinct, Math.abs(column.distinctValues() / truth - 1));
            }
            position++;
        }
        return Optional.of(new SketchError(rank, distinct));
    }

    private static double rankError(ColumnProfile column, double[] sorted) {
        double worst = 0;
        for (int i = 1; i < DECILES; i++) {
            double asked = (double) i / DECILES;
            double value = column.numbers().orElseThrow().quantile(asked);
            // Ties make a range of ranks; the nearest end counts.
            double low = (double) before(sorted, value) / sorted.length;
            double high = (double) before(sorted, Math.nextUp(value)) / sorted.length;
            worst = Math.max(worst, Math.max(0, Math.max(low - asked, asked - high)));
        }
        return worst;
    }

    private static int before(double[] sorted, double value) {
        int at = Arrays.binarySearch(sorted, value);
        at = at < 0 ? -at - 1 : at;
        while (at > 0 && sorted[at - 1] == value) {
            at--;
        }
        return at;
    }

    private static double[] exact(Path file, int position) throws IOException {
        Column column = new Column(position);
        try (InputStream in = Files.newInputStream(file)) {
            BatchReader.read(in, file.getFileName().toString(), LoopConfig.Format.AUTO, column);
        }
        double[] values = Arrays.copyOf(column.values, column.n);
        Arrays.sort(values);
        return values;
    }

    /** The numbers of one column. */
    private static final class Column implements RowSink {
        private final int position;
        private double[] values = new double[1 << 16];
        private int n;

        Column(int position) {
            this.position = position;
        }

        @Override
        public void header(List<String> columns) {
            n = 0;
        }

        @Override
        public void row(long number, String[] row) {
            if (row[position] != null) {
                values = n == values.length ? Arrays.copyOf(values, 2 * n) : values;
                values[n++] = Numbers.parse(row[position]);
            }
        }
    }
}
