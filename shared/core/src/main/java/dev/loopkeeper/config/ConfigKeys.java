package dev.loopkeeper.config;

import static dev.loopkeeper.config.ConfigKey.of;
import static dev.loopkeeper.config.ConfigKey.optional;
import static dev.loopkeeper.config.ConfigKey.required;

import dev.loopkeeper.retrain.Money;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every key of {@code loop.yaml} with what it may hold and its default: the one definition. */
final class ConfigKeys {
    static final List<String> SERVICES = List.of(
            "local",
            "azure-ml",
            "vertex-pipelines",
            "vertex-custom",
            "airflow",
            "kubeflow",
            "data-factory",
            "github",
            "azure-devops");
    static final List<String> METRICS = List.of("auto", "auc", "accuracy", "logloss", "rmse", "mae", "r2");

    private static final String NAME = ModelName.PATTERN;
    private static final String ANY_COLUMN = "[^\\u0000-\\u001F\\u007F-\\u009F]{1,200}";
    private static final Kind<Duration> FROM_ZERO = Kinds.duration(Duration.ZERO, Duration.ofDays(3_650));
    private static final Kind<Duration> SOME_TIME = Kinds.duration(Duration.ofSeconds(1), Duration.ofDays(3_650));
    private static final Kind<String> COLUMN = Kinds.column();
    private static final Kind<List<WeekWindow>> WINDOWS =
            new ListKind<>(Kinds.window(), 0, 50, "[\"Fri 18:00 - Mon 06:00 Asia/Taipei\"]");

    static final ConfigKey<String> MODEL = required(
            "model",
            Kinds.text(NAME, "a name of 2 to 63 lower-case letters, digits and hyphens that starts with a letter"),
            "name of the model and of its loop");

    static final ConfigKey<String> PREFIX = optional(
            "data.prefix",
            Kinds.allowedWhen(
                    "a folder in the object store that ends with a slash, such as data/<model>/",
                    DataPrefix::allowed,
                    "[^/\\\\].*/"),
            "objects below it are batches; default data/<model>/");
    static final ConfigKey<LoopConfig.Format> FORMAT = of(
            "data.format", Kinds.oneOf(LoopConfig.Format.class), "auto", "kind of a batch file; auto goes by its name");
    static final ConfigKey<String> LABEL = required("data.label", COLUMN, "column to predict");
    static final ConfigKey<LoopConfig.Task> TASK = of(
            "data.task",
            Kinds.oneOf(LoopConfig.Task.class),
            "auto",
            "auto: a label with two values is a classification");
    static final ConfigKey<String> TIME =
            optional("data.time", COLUMN, "column that orders rows; without it batches are ordered by arrival");
    static final ConfigKey<String> ID = optional("data.id", COLUMN, "column that identifies a row, never a feature");
    static final ConfigKey<List<String>> EXCLUDE =
            of("data.exclude", new ListKind<>(COLUMN, 0, 1_000, "[tailnum]"), "[]", "columns that are never features");
    static final ConfigKey<Duration> MATURITY =
            of("data.maturity", FROM_ZERO, "0s", "how long after a row's time its label is final");
    static final ConfigKey<Long> SCHEMA_VERSION = of(
            "data.schemaVersion", Kinds.whole(1, 1_000_000), "1", "raise it to pin a new schema from the next batch");
    static final ConfigKey<Map<String, LoopConfig.ColumnRule>> RULES = optional(
            "data.rules",
            new MapKind<>(new RuleKind(), ANY_COLUMN, "columns"),
            "limits that a batch must keep, by column");

    static final ConfigKey<Long> MIN_ROWS =
            of("retrain.minRows", Kinds.whole(1, Long.MAX_VALUE), "500", "new rows needed before a retrain is weighed");
    static final ConfigKey<Duration> DEBOUNCE = of(
            "retrain.debounce", FROM_ZERO, "1m", "quiet time after the newest batch, so that a burst is one decision");
    static final ConfigKey<Duration> MAX_AGE = of(
            "retrain.maxAge",
            SOME_TIME,
            "90d",
            "age of the champion at which it is retrained whatever the economics say");
    static final ConfigKey<Duration> COOL_DOWN = of("retrain.coolDown", FROM_ZERO, "1h", "least time between two runs");
    static final ConfigKey<WeekWindow> WINDOW =
            optional("retrain.window", Kinds.window(), "time of the week when training may start; default always");
    static final ConfigKey<Money> PER_HOUR = optional(
            "retrain.price.perHour",
            Kinds.money(),
            "price of an hour of training; default 0.40 USD for training.service local, else the list price of the service");
    static final ConfigKey<Double> HOURS = of(
            "retrain.price.hours",
            Kinds.number(0.001, 1_000),
            "0.25",
            "expected length of a run until runs of its own are known");
    static final ConfigKey<Money> COST_PER_ERROR =
            of("retrain.costPerError", Kinds.money(), "0.01 USD", "what one wrong row costs the business");
    static final ConfigKey<Long> ROWS_PER_BATCH = optional(
            "retrain.rowsPerBatch",
            Kinds.whole(1, Long.MAX_VALUE),
            "rows predicted until the next batch; default the mean of the recent batches");
    static final ConfigKey<Money> BUDGET =
            of("retrain.budget.amount", Kinds.money(), "100 USD", "what training may cost in a period");
    static final ConfigKey<LoopConfig.Period> PER =
            of("retrain.budget.per", Kinds.oneOf(LoopConfig.Period.class), "month", "the period, in UTC");
    static final ConfigKey<LoopConfig.Spot> SPOT = of(
            "retrain.spot",
            Kinds.oneOf(LoopConfig.Spot.class),
            "never",
            "whether cheaper capacity that may be taken away is used");
    static final ConfigKey<Long> MAX_FAILURES = of(
            "retrain.maxFailures",
            Kinds.whole(1, 100),
            "3",
            "failed runs in a row after which training waits for a person");
    static final ConfigKey<Double> CURE_SHARE = of(
            "retrain.cure.share",
            Kinds.number(0, 1),
            "1",
            "share of a growing excess loss that a retrain cures; replay learns it from a history");
    static final ConfigKey<Double> CURE_AGEING = of(
            "retrain.cure.ageing",
            Kinds.number(0, 1),
            "0",
            "loss a row that a version gains over 10,000 rows where no excess shows; replay learns it");

    static final ConfigKey<String> SERVICE =
            of("training.service", Kinds.oneOf(SERVICES), "local", "where training runs");
    static final ConfigKey<Long> MAX_ROWS =
            of("training.maxRows", Kinds.whole(100, Long.MAX_VALUE), "500000", "newest rows used for one run");
    static final ConfigKey<Double> HOLDOUT =
            of("training.holdout", Kinds.number(0.05, 0.5), "0.2", "share of the new rows kept for the comparison");
    static final ConfigKey<Duration> TIMEOUT = of(
            "training.timeout",
            Kinds.duration(Duration.ofSeconds(1), Duration.ofDays(30)),
            "1h",
            "after which a run counts as timed out");
    static final ConfigKey<Long> MEMORY =
            of("training.memoryMb", Kinds.whole(64, 1_048_576), "1024", "memory of the local trainer, in MiB");
    static final ConfigKey<Long> ATTEMPTS =
            of("training.attempts", Kinds.whole(1, 10), "3", "tries a run gets before it has failed");
    static final ConfigKey<Long> SEED =
            of("training.seed", Kinds.whole(0, Integer.MAX_VALUE), "7", "same data and seed, same model");
    static final ConfigKey<Map<String, String>> PARAMS = optional(
            "training.params",
            new MapKind<>(new ParamKind(), "[A-Za-z][A-Za-z0-9._-]{0,62}", "parameters"),
            "passed to the training code as they are, such as rounds or depth");

    static final ConfigKey<String> METRIC = of(
            "evaluate.metric",
            Kinds.oneOf(METRICS),
            "auto",
            "metric that decides; auto: auc for a classification, rmse for a regression");
    static final ConfigKey<Double> FLOOR = optional(
            "evaluate.floor", Kinds.anyNumber(), "what the first version must reach; a ceiling for error metrics");
    static final ConfigKey<LoopConfig.Promote> PROMOTE =
            of("evaluate.promote", Kinds.oneOf(LoopConfig.Promote.class), "better", "what a challenger must show");
    static final ConfigKey<Optional<Double>> MARGIN = of(
            "evaluate.margin",
            Kinds.numberOrAuto(0, 1e12),
            "auto",
            "largest loss of the metric that counts as not worse; auto follows the size of the holdout");
    static final ConfigKey<List<String>> SLICES = of(
            "evaluate.slices",
            new ListKind<>(COLUMN, 0, 20, "[carrier]"),
            "[]",
            "categorical columns whose values are compared on their own");
    static final ConfigKey<Double> CONFIDENCE =
            of("evaluate.confidence", Kinds.number(0.5, 0.9999), "0.95", "of the intervals");

    static final ConfigKey<String> ENDPOINT = optional(
            "rollout.endpoint",
            Kinds.text(NAME, "a name of 2 to 63 lower-case letters, digits and hyphens that starts with a letter"),
            "default the name of the model");
    static final ConfigKey<List<Long>> STEPS = of(
            "rollout.steps",
            new ListKind<>(Kinds.whole(1, 99), 1, 20, "[5, 25, 50]"),
            "[5, 25, 50]",
            "canary weights in percent, rising");
    static final ConfigKey<Long> MIRROR = optional(
            "rollout.mirror",
            Kinds.whole(1, 50),
            "percent of the requests that a challenger gets copies of before its first step; on Azure Machine Learning");
    static final ConfigKey<Duration> JUDGE_WINDOW = of(
            "rollout.window",
            Kinds.duration(Duration.ofSeconds(1), Duration.ofHours(6)),
            "1m",
            "length of one window of the judge");
    static final ConfigKey<Duration> WARM_UP =
            of("rollout.warmUp", FROM_ZERO, "1m", "part of a step, from its start, that is not judged");
    static final ConfigKey<Duration> MIN_DWELL = of("rollout.minDwell", SOME_TIME, "5m", "least time on one step");
    static final ConfigKey<Duration> MAX_DWELL =
            of("rollout.maxDwell", SOME_TIME, "30m", "time on one step after which quiet evidence is enough");
    static final ConfigKey<Duration> BAKE =
            of("rollout.bake", FROM_ZERO, "30m", "time at 100 % before the previous champion is let go");
    static final ConfigKey<Double> AVAILABILITY = of(
            "rollout.errorBudget.availability",
            Kinds.number(0.5, 1),
            "0.99",
            "share of requests that must succeed, whatever the champion does");
    static final ConfigKey<Duration> DEPLOY_TIMEOUT = of(
            "rollout.deployTimeout",
            Kinds.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
            "10m",
            "after which a version that is not ready has failed");
    static final ConfigKey<LoopConfig.Approval> APPROVAL =
            of("rollout.approval", Kinds.oneOf(LoopConfig.Approval.class), "none", "when a person has to agree");
    static final ConfigKey<LoopConfig.Idle> IDLE = of(
            "rollout.idle",
            Kinds.oneOf(LoopConfig.Idle.class),
            "advance",
            "while nobody asks the endpoint at all: go on after maxDwell, or hold");
    static final ConfigKey<List<WeekWindow>> FREEZE =
            of("rollout.freeze", WINDOWS, "[]", "times of the week without weight changes; a rollback still works");

    static final ConfigKey<List<String>> ALERTS = of(
            "rollback.alerts",
            new ListKind<>(
                    Kinds.text(
                            "[^\\s\\u0000-\\u001F]([^\\u0000-\\u001F]{0,198}[^\\s])?",
                            "the name of an alert, 1 to 200 characters"),
                    0,
                    100,
                    "[latency-slo-burn]"),
            "[]",
            "alerts that roll back even when no rollout is live");
    static final ConfigKey<Boolean> ON_QUALITY_DROP = of(
            "rollback.onQualityDrop",
            Kinds.yesNo(),
            "true",
            "whether a fall of live quality after a promotion rolls back");
    static final ConfigKey<List<LoopConfig.Channel>> NOTIFY = of(
            "notify",
            new ListKind<>(new ChannelKind(), 0, 20, "[console, {teams: secret:teams-webhook}]"),
            "[console]",
            "where the team is told");

    static final List<ConfigKey<?>> ALL = List.of(
            MODEL,
            PREFIX,
            FORMAT,
            LABEL,
            TASK,
            TIME,
            ID,
            EXCLUDE,
            MATURITY,
            SCHEMA_VERSION,
            RULES,
            MIN_ROWS,
            DEBOUNCE,
            MAX_AGE,
            COOL_DOWN,
            WINDOW,
            PER_HOUR,
            HOURS,
            COST_PER_ERROR,
            ROWS_PER_BATCH,
            BUDGET,
            PER,
            SPOT,
            MAX_FAILURES,
            CURE_SHARE,
            CURE_AGEING,
            SERVICE,
            MAX_ROWS,
            HOLDOUT,
            TIMEOUT,
            MEMORY,
            ATTEMPTS,
            SEED,
            PARAMS,
            METRIC,
            FLOOR,
            PROMOTE,
            MARGIN,
            SLICES,
            CONFIDENCE,
            ENDPOINT,
            STEPS,
            MIRROR,
            JUDGE_WINDOW,
            WARM_UP,
            MIN_DWELL,
            MAX_DWELL,
            BAKE,
            AVAILABILITY,
            JudgeKeys.PROFILE,
            JudgeKeys.WORSE,
            JudgeKeys.TOLERANCE,
            DEPLOY_TIMEOUT,
            APPROVAL,
            IDLE,
            FREEZE,
            ALERTS,
            ON_QUALITY_DROP,
            NOTIFY);

    private ConfigKeys() {}
}
