package dev.loopkeeper.local.trainer;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Numbers and booleans as floats, which is what the trees see anyway; NaN is missing. */
final class NumberColumn implements TableColumn {
    private final boolean flag;
    private final ToDoubleFunction<String> parser;
    private float[] values = new float[1_024];
    private int size;

    NumberColumn(boolean flag) {
        this.flag = flag;
        parser = flag ? Cells::flag : Cells::number;
    }

    /** Whether the cells are yes or no. */
    boolean flag() {
        return flag;
    }

    @Override
    public boolean accepts(String text) {
        return !Double.isNaN(parser.applyAsDouble(text));
    }

    @Override
    public void add(String text) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = text == null ? Float.NaN : (float) parser.applyAsDouble(text);
    }

    @Override
    public boolean missing(int row) {
        return Float.isNaN(values[row]);
    }

    @Override
    public void keep(int[] rows) {
        float[] kept = new float[Math.max(rows.length, 1_024)];
        for (int i = 0; i < rows.length; i++) {
            kept[i] = values[rows[i]];
        }
        values = kept;
        size = rows.length;
    }

    float value(int row) {
        return values[row];
    }
}
