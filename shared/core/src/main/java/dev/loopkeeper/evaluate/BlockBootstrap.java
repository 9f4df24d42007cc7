package dev.loopkeeper.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Resamples rows, or circular blocks of them, {@value #REPLICATES} times with a fixed seed (Efron 1979; Politis and
 * Romano 1992).
 *
 * <p>A replicate needs only sums over its blocks, so it costs one look-up a block in prefix sums. Beyond
 * {@value #MOST_BLOCKS} blocks neighbouring rows are drawn together: the cost stays flat and the answer can only become
 * more careful.
 */
final class BlockBootstrap {
    static final int REPLICATES = 2000;
    private static final int MOST_BLOCKS = 4000;
    private static final long SEED = 0x10_0b_5eed;

    private final double[] replicates;

    private BlockBootstrap(double[] replicates) {
        this.replicates = replicates;
    }

    /**
     * @param columns by row, what is summed
     * @param statistic from the means of the columns
     */
    static BlockBootstrap draw(double[][] columns, int blockLength, ToDoubleFunction<double[]> statistic) {
        int n = columns[0].length;
        int length = Math.max(blockLength, (n + MOST_BLOCKS - 1) / MOST_BLOCKS);
        int blocks = (n + length - 1) / length;
        double[][] prefix = new double[columns.length][];
        for (int c = 0; c < columns.length; c++) {
            prefix[c] = circularBlockSums(columns[c], length);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] replicates = new double[REPLICATES];
        double[] means = new double[columns.length];
        for (int b = 0; b < REPLICATES; b++) {
            Arrays.fill(means, 0);
            sum(means, prefix, blocks, random);
            for (int c = 0; c < means.length; c++) {
                means[c] /= (double) blocks * length;
            }
            replicates[b] = statistic.applyAsDouble(means);
        }
        Arrays.sort(replicates);
        return new BlockBootstrap(replicates);
    }

    private static void sum(double[] into, double[][] prefix, int blocks, SplittableRandom random) {
        int n = prefix[0].length;
        for (int k = 0; k < blocks; k += 2) {
            // One draw gives two starts; the bias of scaling 32 bits is below n / 2^32.
            long bits = random.nextLong();
            int first = (int) (((bits >>> 32) * n) >>> 32);
            int second = (int) (((bits & 0xffff_ffffL) * n) >>> 32);
            for (int c = 0; c < into.length; c++) {
                into[c] += prefix[c][first] + (k + 1 < blocks ? prefix[c][second] : 0);
            }
        }
    }

    double standardError() {
        double mean = Arrays.stream(replicates).average().orElse(0);
        double squares =
                Arrays.stream(replicates).map(r -> (r - mean) * (r - mean)).sum();
        return Math.sqrt(squares / (REPLICATES - 1));
    }

    /**
     * The value with that share of the replicates below it; symmetric, so that swapping the versions mirrors an
     * interval.
     */
    double quantile(double share) {
        double position = share * (REPLICATES - 1);
        int floor = (int) Math.min(REPLICATES - 2.0, Math.floor(position));
        double part = position - floor;
        return replicates[floor] * (1 - part) + replicates[floor + 1] * part;
    }

    /** Whether so small a tail can be read off the replicates at all. */
    static boolean resolves(double tail) {
        return tail * REPLICATES >= 10;
    }

    private static double[] circularBlockSums(double[] column, int length) {
        int n = column.length;
        double[] sums = new double[n];
        if (length == 1) {
            return column;
        }
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += column[i % n];
        }
        for (int start = 0; start < n; start++) {
            sums[start] = sum;
            sum += column[(start + length) % n] - column[start];
        }
        return sums;
    }
}
