package dev.loopkeeper.data;

/**
 * How large the sketches of one column may be, so that the profile of the widest batch stays below the 16 MiB of a
 * record.
 *
 * @param quantiles k of the KLL sketch: its rank error is 0.35 % at 800, 1.3 % at 200
 * @param distinct lg k of the HLL sketch: its relative error is 1.6 % at 12
 * @param items map size of the frequent-items sketch, which is exact up to three quarters of it
 * @param exact distinct values a column may have while it is counted exactly
 */
record SketchSize(int quantiles, int distinct, int items, int exact) {
    private static final int NARROW = 300;
    private static final int WIDE = 1_200;

    static SketchSize of(int columns) {
        if (columns <= NARROW) {
            return new SketchSize(800, 12, columns <= 100 ? 1_024 : 256, 512);
        }
        return columns <= WIDE ? new SketchSize(200, 10, 128, 128) : new SketchSize(64, 8, 32, 32);
    }
}
