package dev.loopkeeper.bench.retrain;

import dev.loopkeeper.replay.AgeMatrix;
import dev.loopkeeper.replay.SampleRows;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A stream cut into batches, with its matrix of ages. */
public final class History {
    private final String name;
    private final SampleRows rows;
    private final int batchRows;
    private final int window;
    private final AgeMatrix matrix;
    private final Map<Long, double[][]> sorted = new ConcurrentHashMap<>();

    /** Trains every version. */
    History(String name, SampleRows rows, int batchRows, int window) {
        this.name = name;
        this.rows = rows;
        this.batchRows = batchRows;
        this.window = window;
        this.matrix = AgeMatrix.build(rows, batchRows, window);
    }

    /** That of a known stream, else of the file. */
    public String name() {
        return name;
    }

    public SampleRows rows() {
        return rows;
    }

    public int batchRows() {
        return batchRows;
    }

    public AgeMatrix matrix() {
        return matrix;
    }

    /** The columns a version learnt from, each sorted. */
    double[][] learnt(int model) {
        return columns(model - window + 1, model + 1);
    }

    /** The columns of one batch, each sorted. */
    double[][] batch(int batch) {
        return columns(batch, batch + 1);
    }

    private double[][] columns(int from, int to) {
        return sorted.computeIfAbsent((long) from << 32 | to, x -> {
            double[][] columns = new double[rows.features().size()][(to - from) * batchRows];
            for (int c = 0; c < columns.length; c++) {
                for (int r = 0; r < columns[c].length; r++) {
                    columns[c][r] = rows.x()[from * batchRows + r][c];
                }
                Arrays.sort(columns[c]);
            }
            return columns;
        });
    }
}
