package dev.loopkeeper.testkit.cost;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.testkit.MemoryTraining;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two days of one loop, each with a batch, a retrain, a comparison, a rollout and outcomes: on the first every function
 * is cold, on the second all are warm and have not heard of the model for a day.
 *
 * @param cold what each kind of event costs on the first day
 * @param warm and on the second
 * @param end the version that serves in the end
 */
public record LoopDays(Map<String, Operations> cold, Map<String, Operations> warm, String end) {
    private static final int ROWS = 100;
    private static final int PAIRS = 400;

    /** Runs both days. */
    public static LoopDays run() {
        CountedLoop loop = new CountedLoop();
        loop.put(
                loop.configuration(),
                "model: sales\ndata: {label: late}\nretrain: {minRows: 300}\nevaluate: {metric: auc, floor: 0.55}\n"
                        + "rollout: {steps: [50], bake: PT5M}\nnotify: [{webhook: https://example.org/hook}]\n");
        loop.sweeps("a new configuration");
        day(loop, 1);
        Map<String, Operations> cold = loop.take();
        loop.later(Duration.ofDays(1));
        day(loop, 2);
        return new LoopDays(
                cold,
                loop.take(),
                loop.state().serving().champion().map(v -> v.version()).orElse("none"));
    }

    private static void day(CountedLoop loop, int day) {
        batch(loop, day + "-1");
        loop.does(StepName.PLAN_RETRAINING, "a batch after a run");
        batch(loop, day + "-2");
        loop.does(StepName.PLAN_RETRAINING, "a batch");
        batch(loop, day + "-3");
        if (day > 1) {
            loop.does(StepName.PLAN_RETRAINING, "the first declined");
            batch(loop, day + "-4");
            loop.does(StepName.PLAN_RETRAINING, "declined again");
            loop.asks("retrain");
        }
        loop.does(StepName.PLAN_RETRAINING, "a run");
        loop.does(StepName.START_TRAINING, "");
        loop.later(Duration.ofMinutes(10));
        loop.does(StepName.COMPARE_METRICS, "still running");
        loop.training().active().forEach(attempt -> trains(loop, attempt));
        loop.does(StepName.COMPARE_METRICS, "a comparison");
        loop.does(StepName.UPDATE_REGISTRY, "a version");
        loop.does(StepName.ADJUST_TRAFFIC, "deploys");
        loop.endpoint().finishDeployments("sales");
        loop.does(StepName.ADJUST_TRAFFIC, "a step");
        for (int minute = 0; minute < 90 && loop.rolling(); minute++) {
            loop.later(Duration.ofMinutes(1));
            loop.watches();
        }
        loop.does(StepName.UPDATE_REGISTRY, "aliases");
        loop.does(StepName.NOTIFY_TEAM, "all of a rollout");
        loop.asks("pause");
        loop.does(StepName.NOTIFY_TEAM, "one message");
        loop.asks("resume");
        loop.put("outcomes/sales/" + day + ".csv", "id,late\n1,0\n");
        loop.arrives(StepName.SCORE_OUTCOMES, "outcomes/sales/" + day + ".csv");
        loop.asks("rollback");
        loop.does(StepName.ADJUST_TRAFFIC, "rolls back");
        loop.does(StepName.UPDATE_REGISTRY, "aliases");
        loop.does(StepName.NOTIFY_TEAM, "three messages");
        loop.shows();
        loop.sweeps("settles");
        loop.later(Duration.ofMinutes(10));
        loop.sweeps("one model is due");
        loop.sweeps("nothing is due");
        if (day > 1) {
            loop.alarms("slow answers", "an alert");
        }
    }

    private static void batch(CountedLoop loop, String name) {
        String key = "data/sales/" + name + ".csv";
        loop.put(key, "x,late\n" + "1,0\n2,1\n3,0\n4,1\n".repeat(ROWS / 4));
        loop.arrives(StepName.INGEST_DATA, key);
        loop.later(Duration.ofMinutes(14));
    }

    private static void trains(CountedLoop loop, MemoryTraining.Attempt attempt) {
        String run = attempt.runId();
        loop.training().set("sales", run, attempt.attempt(), new TrainingStatus.Succeeded(Duration.ofMinutes(9)));
        Optional<String> champion =
                loop.state().training().phase().current().orElseThrow().comparedWith();
        Evaluation evaluation = new Evaluation(
                Evaluation.FORMAT,
                "sales",
                run,
                LoopConfig.Task.CLASSIFICATION,
                "auc",
                PAIRS,
                "holdout-" + run,
                "",
                "",
                3,
                Map.of("auc", 1.0),
                champion.map(v -> Map.of("auc", 0.5)),
                champion,
                Layout.run("sales", run) + "model.bin",
                "artifact",
                "pipeline",
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        loop.put(Layout.evaluation("sales", run), new String(Json.write(evaluation), StandardCharsets.UTF_8));
        StringBuilder rows = new StringBuilder("label,champion,challenger\n");
        for (int i = 0; i < PAIRS; i++) {
            rows.append(i % 2)
                    .append(',')
                    .append(champion.isPresent() ? "0.5" : "")
                    .append(',');
            rows.append(i % 2 == 0 ? "0.2" : "0.9").append('\n');
        }
        loop.put(Layout.pairedPredictions("sales", run), rows.toString());
    }
}
