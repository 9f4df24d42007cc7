package dev.loopkeeper.config;

import dev.loopkeeper.retrain.Money;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One model's {@code loop.yaml}: everything a person decides about a loop, with its defaults applied.
 *
 * <p>{@code channels} is the key {@code notify}. Made by {@link LoopConfigReader}, which reports every problem of a
 * file at once.
 */
public record LoopConfig(
        String model,
        Data data,
        Retrain retrain,
        Training training,
        Evaluate evaluate,
        Rollout rollout,
        Rollback rollback,
        List<Channel> channels) {

    /** The kind of a batch file. */
    public enum Format {
        AUTO,
        CSV,
        JSONL,
        PARQUET
    }

    /** What is predicted; AUTO: a label with two values is a classification. */
    public enum Task {
        AUTO,
        CLASSIFICATION,
        REGRESSION
    }

    /**
     * Where batches come from and how to read them.
     *
     * @param prefix objects below it are batches; default {@code data/<model>/}
     * @param label the column to predict
     * @param time column that orders rows; empty: batches are ordered by arrival
     * @param id column that identifies a row, never a feature
     * @param exclude columns that are never features
     * @param maturity how long after a row's time its label is final
     * @param schemaVersion raise it to pin a new schema from the next batch
     * @param rules limits a batch must keep, by column
     */
    public record Data(
            String prefix,
            Format format,
            String label,
            Task task,
            Optional<String> time,
            Optional<String> id,
            List<String> exclude,
            Duration maturity,
            int schemaVersion,
            Map<String, ColumnRule> rules) {}

    /**
     * A limit on one column; the cleaning of a training run drops rows outside {@code min..max}, the ingest rejects a
     * batch whose share of nulls exceeds {@code maxNulls}.
     */
    public record ColumnRule(
            Optional<Double> min, Optional<Double> max, Optional<Double> maxNulls, List<String> allowed) {}

    /** Whether cheaper capacity that may be taken away is used. */
    public enum Spot {
        NEVER,
        PREFER,
        ONLY
    }

    /**
     * When a retrain is worth it.
     *
     * @param minRows new rows needed before a retrain is weighed
     * @param debounce quiet time after the newest batch, so that a burst is one decision
     * @param maxAge age of the champion at which it is retrained whatever the economics say
     * @param coolDown least time between two claims
     * @param window time of the week when training may start; empty: always
     * @param perHour list price of training; empty: ask the price book
     * @param hours expected length of a run until runs of its own are known
     * @param costPerError what one unit of loss on one row costs the business
     * @param rowsPerBatch rows that will be predicted until the next batch; empty: rows of the recent batches
     * @param maxFailures failed runs in a row after which training waits for a person
     */
    public record Retrain(
            long minRows,
            Duration debounce,
            Duration maxAge,
            Duration coolDown,
            Optional<WeekWindow> window,
            Optional<Money> perHour,
            double hours,
            Money costPerError,
            Optional<Long> rowsPerBatch,
            Budget budget,
            Spot spot,
            int maxFailures,
            Cure cure) {}

    /**
     * What a retrain cures, as {@code replay} learns it from a history.
     *
     * @param share of a growing excess loss that a new version does not have; the rest is a hard season
     * @param ageing loss a row that a version gains over 10,000 rows even where no excess shows
     */
    public record Cure(double share, double ageing) {
        /** Takes all excess for ageing, and nothing else. */
        public static final Cure ALL = new Cure(1, 0);
    }

    /** The period of a budget, in UTC. */
    public enum Period {
        DAY,
        WEEK,
        MONTH,
        YEAR
    }

    /** What training may cost a period. */
    public record Budget(Money amount, Period per) {}

    /**
     * How a version is made.
     *
     * @param service {@code local}, {@code azure-ml}, {@code vertex-pipelines}, ...
     * @param maxRows newest rows used for one run
     * @param holdout share of the new rows kept for the comparison
     * @param timeout after which a run counts as timed out
     * @param memoryMb heap of the local trainer
     * @param attempts tries a run gets before it has failed
     * @param params passed to the training code as they are: {@code rounds}, {@code depth}, {@code eta}, ...
     */
    public record Training(
            String service,
            long maxRows,
            double holdout,
            Duration timeout,
            int memoryMb,
            int attempts,
            long seed,
            Map<String, String> params) {}

    /** What a challenger must show to be promoted. */
    public enum Promote {
        BETTER,
        NOT_WORSE,
        SIGNIFICANTLY_BETTER
    }

    /**
     * How challenger and champion are compared.
     *
     * @param metric {@code auto}, {@code auc}, {@code accuracy}, {@code logloss}, {@code rmse}, {@code mae}, {@code r2}
     * @param floor the first version must reach it; on error metrics it is a ceiling
     * @param margin largest loss of the metric that still counts as not worse; empty: follows the holdout's size
     * @param slices categorical columns whose values are compared on their own
     */
    public record Evaluate(
            String metric,
            Optional<Double> floor,
            Promote promote,
            Optional<Double> margin,
            List<String> slices,
            double confidence) {}

    /** When a person has to agree. */
    public enum Approval {
        NONE,
        BEFORE_CANARY,
        BEFORE_PROMOTION
    }

    /**
     * What a rollout does while nobody asks the endpoint at all. Missing counts are another thing: they always hold.
     */
    public enum Idle {
        /** Goes on after {@code maxDwell}: nothing can be judged, and nobody is at risk. */
        ADVANCE,
        /** Waits for requests. */
        HOLD
    }

    /** How much evidence the judge wants: its false alarm rate is 1 % or 5 % a rollout. */
    public enum JudgeProfile {
        STRICT,
        BALANCED
    }

    /** Which way a business value gets worse. */
    public enum Worse {
        LOWER,
        HIGHER
    }

    /**
     * A business value whose mean the judge guards.
     *
     * @param tolerance a change for the worse up to this share of the champion's mean is no regression
     */
    public record JudgedValue(Worse worse, double tolerance) {}

    /**
     * How a version takes over the traffic.
     *
     * @param endpoint its name; default: the model's
     * @param steps canary weights in percent, rising, each from 1 to 99
     * @param window length of one window of the judge
     * @param warmUp part of a step, from its start, that is not judged
     * @param minDwell least time on one step
     * @param maxDwell time on one step after which quiet evidence is enough to go on
     * @param bake time at 100 % before the previous champion is let go
     * @param availability share of requests that must succeed, whatever the champion does
     * @param deployTimeout after which a version that is not ready has failed
     * @param idle what to do while nobody asks the endpoint at all
     * @param freeze times of the week without weight changes; a rollback still works
     * @param value guarded beside errors and slow answers; empty: none
     * @param mirror percent of the requests that a challenger gets copies of before its first live step; empty: none
     */
    public record Rollout(
            String endpoint,
            List<Integer> steps,
            Duration window,
            Duration warmUp,
            Duration minDwell,
            Duration maxDwell,
            Duration bake,
            double availability,
            JudgeProfile profile,
            Duration deployTimeout,
            Approval approval,
            Idle idle,
            List<WeekWindow> freeze,
            Optional<JudgedValue> value,
            Optional<Integer> mirror) {
        /** Judged on errors and slow answers alone, without a mirror. */
        public Rollout(
                String endpoint,
                List<Integer> steps,
                Duration window,
                Duration warmUp,
                Duration minDwell,
                Duration maxDwell,
                Duration bake,
                double availability,
                JudgeProfile profile,
                Duration deployTimeout,
                Approval approval,
                Idle idle,
                List<WeekWindow> freeze) {
            this(
                    endpoint,
                    steps,
                    window,
                    warmUp,
                    minDwell,
                    maxDwell,
                    bake,
                    availability,
                    profile,
                    deployTimeout,
                    approval,
                    idle,
                    freeze,
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /**
     * What rolls back besides the judge.
     *
     * @param alerts names of alerts that roll back even when no rollout is live
     * @param onQualityDrop whether a fall of live quality after a promotion does
     */
    public record Rollback(List<String> alerts, boolean onQualityDrop) {}

    /**
     * Where the team is told.
     *
     * @param kind {@code console}, {@code webhook}, {@code slack}, {@code teams}
     * @param target URL, or {@code secret:<name>} that holds it; empty for the console
     * @param secret name of the secret that signs a webhook
     */
    public record Channel(String kind, String target, Optional<String> secret) {
        /** Name of the channel in {@code sent/}: stable, without a secret in it. */
        public String name() {
            return kind + "-" + Integer.toHexString(target.hashCode());
        }
    }
}
