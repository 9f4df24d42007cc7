package dev.loopkeeper.config;

import dev.loopkeeper.retrain.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Values that are right on their own and impossible, or odd, together. */
final class Combinations {
    private static final Set<String> OF_CLASSES = Set.of("auc", "accuracy", "logloss");
    private static final Set<String> SHARES = Set.of("auc", "accuracy");

    private final Values values;
    private final Problems problems;
    private final List<String> warnings = new ArrayList<>();

    Combinations(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** Adds a problem for each impossible combination and returns warnings for the odd ones. */
    List<String> check() {
        columns();
        rollout();
        value();
        evaluation();
        money();
        channels();
        return List.copyOf(warnings);
    }

    private void columns() {
        both(
                ConfigKeys.EXCLUDE,
                ConfigKeys.LABEL,
                (exclude, label) -> when(
                        exclude.contains(label),
                        "holds the label '" + Shown.plain(label) + "': the column to predict cannot be left out"));
        both(
                ConfigKeys.SLICES,
                ConfigKeys.LABEL,
                (slices, label) -> when(
                        slices.contains(label),
                        "holds the label '" + Shown.plain(label) + "': slice by other columns"));
        given(ConfigKeys.TIME, ConfigKeys.LABEL, "is the label too: a row cannot be ordered by what is predicted");
        given(ConfigKeys.ID, ConfigKeys.LABEL, "is the label too: name the column that identifies a row");
    }

    private void given(ConfigKey<String> key, ConfigKey<String> other, String message) {
        if (values.given(key).isPresent()) {
            both(key, other, (a, b) -> when(a.equals(b), message));
        }
    }

    private void rollout() {
        both(
                ConfigKeys.STEPS,
                ConfigKeys.STEPS,
                (steps, same) -> when(!rising(steps), "is " + steps + ", must rise from step to step"));
        both(
                ConfigKeys.WARM_UP,
                ConfigKeys.MIN_DWELL,
                (warmUp, min) -> when(
                        warmUp.compareTo(min) >= 0,
                        "is " + Kinds.shown(warmUp) + ", must be shorter than rollout.minDwell, " + Kinds.shown(min)
                                + ", or nothing of a step is judged"));
        both(
                ConfigKeys.MIN_DWELL,
                ConfigKeys.MAX_DWELL,
                (min, max) -> when(
                        min.compareTo(max) > 0,
                        "is " + Kinds.shown(min) + ", must not be longer than rollout.maxDwell, " + Kinds.shown(max)));
        if (values.usable(ConfigKeys.WARM_UP)) {
            Duration warmUp = values.get(ConfigKeys.WARM_UP);
            both(
                    ConfigKeys.JUDGE_WINDOW,
                    ConfigKeys.MAX_DWELL,
                    (window, max) -> when(
                            warmUp.plus(window).compareTo(max) > 0,
                            "is " + Kinds.shown(window) + ": not one window fits between rollout.warmUp, "
                                    + Kinds.shown(warmUp) + ", and rollout.maxDwell, " + Kinds.shown(max)));
        }
    }

    private void value() {
        if (values.given(JudgeKeys.TOLERANCE).isPresent()
                && values.given(JudgeKeys.WORSE).isEmpty()
                && !problems.at(JudgeKeys.WORSE.path())) {
            problems.add(
                    values.line(JudgeKeys.TOLERANCE).orElse(1),
                    JudgeKeys.TOLERANCE.path(),
                    "needs rollout.judge.value.worse: say whether lower or higher is worse");
        }
    }

    private static boolean rising(List<Long> steps) {
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i) <= steps.get(i - 1)) {
                return false;
            }
        }
        return true;
    }

    private void evaluation() {
        if (values.given(ConfigKeys.FLOOR).isPresent()) {
            both(
                    ConfigKeys.FLOOR,
                    ConfigKeys.METRIC,
                    (floor, metric) ->
                            when(metric.equals("auto"), "needs evaluate.metric: say which metric must reach " + floor));
            both(
                    ConfigKeys.FLOOR,
                    ConfigKeys.METRIC,
                    (floor, metric) -> when(
                            SHARES.contains(metric) && (floor < 0 || floor > 1),
                            "is " + floor + ", must be from 0 to 1 for " + metric));
            both(
                    ConfigKeys.FLOOR,
                    ConfigKeys.METRIC,
                    (floor, metric) -> when(
                            !metric.equals("r2") && floor < 0, "is " + floor + ", must be at least 0 for " + metric));
        }
        both(
                ConfigKeys.METRIC,
                ConfigKeys.TASK,
                (metric, task) -> when(
                        !metric.equals("auto")
                                && task != LoopConfig.Task.AUTO
                                && OF_CLASSES.contains(metric) != (task == LoopConfig.Task.CLASSIFICATION),
                        "is " + metric + ", which is not a metric of data.task "
                                + task.name().toLowerCase(java.util.Locale.ROOT)));
    }

    private void money() {
        for (ConfigKey<Money> key : List.of(ConfigKeys.PER_HOUR, ConfigKeys.COST_PER_ERROR, ConfigKeys.BUDGET)) {
            values.given(key)
                    .filter(money -> !money.currency().equals(values.currency()))
                    .ifPresent(money -> problems.add(
                            values.line(key).orElse(1),
                            key.path(),
                            "is in " + money.currency() + " while another amount is in " + values.currency()
                                    + ": use one currency"));
        }
        if (problems.none() && values.given(ConfigKeys.PER_HOUR).isPresent()) {
            Money run = values.get(ConfigKeys.PER_HOUR).times(values.get(ConfigKeys.HOURS));
            if (run.compareTo(values.get(ConfigKeys.BUDGET)) > 0) {
                warnings.add("retrain.budget.amount: " + values.get(ConfigKeys.BUDGET) + " is less than one run costs, "
                        + run + ": no run will start");
            }
        }
        if (values.usable(ConfigKeys.COOL_DOWN)
                && values.usable(ConfigKeys.MAX_AGE)
                && values.get(ConfigKeys.COOL_DOWN).compareTo(values.get(ConfigKeys.MAX_AGE)) > 0) {
            warnings.add("retrain.coolDown: is longer than retrain.maxAge, so the champion will get older than that");
        }
    }

    private void channels() {
        List<LoopConfig.Channel> unsigned = values.given(ConfigKeys.NOTIFY).orElse(List.of()).stream()
                .filter(channel ->
                        channel.kind().equals("webhook") && channel.secret().isEmpty())
                .toList();
        if (!unsigned.isEmpty()) {
            warnings.add("notify: " + unsigned.size()
                    + " webhook(s) without a secret are sent unsigned: the receiver cannot tell who sent them");
        }
    }

    private <A, B> void both(ConfigKey<A> key, ConfigKey<B> other, BiFunction<A, B, Optional<String>> breach) {
        if (values.usable(key) && values.usable(other)) {
            ConfigKey<?> blamed =
                    values.line(key).isPresent() || values.line(other).isEmpty() ? key : other;
            breach.apply(values.get(key), values.get(other))
                    .ifPresent(message -> problems.add(
                            values.line(blamed).orElse(1),
                            blamed.path(),
                            blamed == key ? message : "does not fit: " + key.path() + " " + message));
        }
    }

    private static Optional<String> when(boolean broken, String message) {
        return broken ? Optional.of(message) : Optional.empty();
    }
}
