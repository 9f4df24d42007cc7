package dev.loopkeeper.replay;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What every version would have lost on every later batch: {@code loss(i, j)} is the mean loss on batch {@code j} of
 * the model trained on the {@code window} batches that end with {@code i}.
 *
 * <p>A policy on this history is then a choice of {@code i} for every {@code j}; nothing is trained while policies are
 * compared.
 */
public final class AgeMatrix {
    private static final double TUNING = .3;

    private final double[][] losses;
    private final int first;
    private final LinearModel[] models;

    private AgeMatrix(double[][] losses, int first, LinearModel[] models) {
        this.losses = losses;
        this.first = first;
        this.models = models;
    }

    /** Trains on every window and scores on every batch; rows after the last whole batch are left out. */
    public static AgeMatrix build(SampleRows rows, int batchRows, int window) {
        int[] ends = new int[rows.size() / batchRows];
        for (int j = 0; j < ends.length; j++) {
            ends[j] = (j + 1) * batchRows;
        }
        return build(rows, ends, window);
    }

    /**
     * The same with batches of any length.
     *
     * @param ends index after the last row of each batch, rising
     */
    public static AgeMatrix build(SampleRows rows, int[] ends, int window) {
        if (window < 1 || ends.length <= window) {
            throw new IllegalArgumentException(
                    "a history of " + ends.length + " batches is too short for a window of " + window);
        }
        double[][] losses = new double[ends.length][ends.length];
        LinearModel[] models = new LinearModel[ends.length];
        // Each row of the matrix is its own work: the order in which threads finish changes nothing.
        IntStream.range(window - 1, ends.length).parallel().forEach(i -> {
            models[i] = LinearModel.fit(rows, start(ends, i - window + 1), ends[i]);
            for (int j = 0; j < ends.length; j++) {
                losses[i][j] = models[i].loss(rows, start(ends, j), ends[j]);
            }
        });
        return new AgeMatrix(losses, window - 1, models);
    }

    /** A matrix that is known already; {@code first} is the first row that holds a model. */
    public static AgeMatrix of(double[][] losses, int first) {
        double[][] copy = new double[losses.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = losses[i].clone();
        }
        return new AgeMatrix(copy, first, new LinearModel[losses.length]);
    }

    /** The part before a batch: what was known when it started. */
    public AgeMatrix before(int batch) {
        double[][] part = new double[batch][];
        for (int i = 0; i < batch; i++) {
            part[i] = Arrays.copyOf(losses[i], batch);
        }
        return new AgeMatrix(part, first, Arrays.copyOf(models, batch));
    }

    private static int start(int[] ends, int batch) {
        return batch == 0 ? 0 : ends[batch - 1];
    }

    public double loss(int model, int batch) {
        return losses[model][batch];
    }

    /** The model of that row; empty when the matrix was given as numbers. */
    public Optional<LinearModel> model(int model) {
        return Optional.ofNullable(models[model]);
    }

    public int batches() {
        return losses.length;
    }

    /** Index of the first model. */
    public int firstModel() {
        return first;
    }

    /** First batch that is scored; those before, 30 %, are for learning how versions age. */
    public int scoredFrom() {
        return Math.max((int) (TUNING * losses.length), first + 1);
    }

    /**
     * Mean loss at that age of the versions whose batch lies before {@code until}; NaN when there is none. Age 1: the
     * next batch.
     */
    public double meanAtAge(int age, int until) {
        double sum = 0;
        int n = 0;
        for (int i = first; i + age < until; i++) {
            sum += losses[i][i + age];
            n++;
        }
        return n == 0 ? Double.NaN : sum / n;
    }
}
