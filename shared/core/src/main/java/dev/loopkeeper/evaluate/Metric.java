package dev.loopkeeper.evaluate;

import dev.loopkeeper.config.LoopConfig.Task;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A metric that can decide a comparison: which task it belongs to and which direction is good. */
enum Metric {
    AUC("AUC", Task.CLASSIFICATION, true),
    ACCURACY("accuracy", Task.CLASSIFICATION, true),
    LOGLOSS("log loss", Task.CLASSIFICATION, false),
    BRIER("Brier score", Task.CLASSIFICATION, false),
    RMSE("RMSE", Task.REGRESSION, false),
    MAE("MAE", Task.REGRESSION, false),
    R2("R²", Task.REGRESSION, true);

    private final String title;
    private final Task task;
    private final boolean higherIsBetter;

    Metric(String title, Task task, boolean higherIsBetter) {
        this.title = title;
        this.task = task;
        this.higherIsBetter = higherIsBetter;
    }

    /** The metric of that name in {@code evaluation.json}; empty when there is none. */
    static Optional<Metric> named(String name) {
        return Arrays.stream(values()).filter(m -> m.key().equals(name)).findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Metric::key).collect(Collectors.joining(", "));
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    Task task() {
        return task;
    }

    boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Challenger minus champion, signed so that positive is better. */
    double gain(double champion, double challenger) {
        return higherIsBetter ? challenger - champion : champion - challenger;
    }

    /** What is left to perfection: zero for a perfect version, and twice as large for one that errs twice as much. */
    double error(double value) {
        return higherIsBetter ? 1 - value : value;
    }

    /**
     * Whether the figure a pipeline stated is the one its rows give. Log loss gets room, because pipelines clip
     * certainty at different places.
     */
    boolean agrees(double stated, double measured) {
        double scale = higherIsBetter ? 1 : Math.max(Math.abs(stated), Math.abs(measured));
        double tolerance = this == LOGLOSS ? 0.05 : 0.002;
        return Math.abs(stated - measured) <= tolerance * scale + 1e-9;
    }
}
