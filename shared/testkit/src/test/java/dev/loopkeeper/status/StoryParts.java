package dev.loopkeeper.status;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.Schema;
import dev.loopkeeper.evaluate.Verdict;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.registry.Lineage;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.RetrainAction;
import dev.loopkeeper.retrain.RetrainDecision;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.retrain.Trigger;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.Moments;
import dev.loopkeeper.rollout.VersionWindow;
import dev.loopkeeper.store.Layout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the events of a made-up model carry. */
final class StoryParts {
    private StoryParts() {}

    static RetrainDecision decision(RetrainAction action, String rule, String sentence, double waiting) {
        Money cost = Money.of(waiting, "USD");
        Money price = LoopStory.PRICE;
        Money saved =
                action == RetrainAction.KEEP && waiting < price.toDouble() ? price.minus(cost) : Money.zero("USD");
        Map<String, Double> numbers = Map.of(
                "freshRows",
                18_400.0,
                "rowsPerBatch",
                6_150.0,
                "lossNow",
                0.2114,
                "lossFresh",
                0.2031,
                "costPerError",
                0.05);
        return new RetrainDecision(action, Trigger.DATA, rule, sentence, numbers, price, cost, saved, Optional.empty());
    }

    static TrainingRequest request(
            LoopConfig config, String runId, Instant at, List<TrainingRequest.Batch> used, Schema schema) {
        return new TrainingRequest(
                TrainingRequest.FORMAT,
                config.model(),
                runId,
                Trigger.DATA,
                at,
                Layout.run(config.model(), runId),
                used,
                0.2,
                1_000_000,
                Optional.empty(),
                config.data().task(),
                config.data().label(),
                config.data().time(),
                config.data().id(),
                List.of(),
                schema,
                Map.of(),
                "auto",
                List.of(),
                1,
                Map.of(),
                "c0ffee1234");
    }

    static TrainingEvent.Compared compared(
            String model, String runId, int run, Verdict verdict, Optional<String> against, double loss) {
        return new TrainingEvent.Compared(
                runId,
                verdict,
                verdict == Verdict.BETTER || verdict == Verdict.NOT_WORSE,
                sentence(verdict, against, loss),
                against,
                "runs/" + model + "/" + runId + "/model",
                "ab12cd34",
                "pipe5678",
                Optional.of(loss),
                ServingVersion.Labels.UNKNOWN,
                "h" + run,
                Map.of("challenger", 0.742, "champion", 0.735),
                Layout.reportHtml(model, runId));
    }

    /** Twelve minutes at a weight, in which the challenger fails {@code errors} of a thousand requests. */
    static List<CanaryWindow> windows(Instant from, int weight, int errors) {
        List<CanaryWindow> windows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Instant start = from.plusSeconds(60L * i);
            long mine = weight * 20L + i;
            long others = (100 - weight) * 20L + 2L * i;
            long failed = Math.min(mine, mine * errors / 1_000 + (i % 7 == 0 ? 1 : 0));
            windows.add(new CanaryWindow(
                    start,
                    weight,
                    valued(new VersionWindow(start, mine, failed, mine * 5 / 100, false), .31),
                    valued(new VersionWindow(start, others, others * 2 / 1_000, others * 5 / 100, false), .29)));
        }
        return windows;
    }

    private static VersionWindow valued(VersionWindow window, double mean) {
        long n = window.requests() - window.errors();
        return window.with(Optional.of(new Moments(n, n * mean, n * (mean * mean + .04))));
    }

    static String said(int errors) {
        return errors > 20
                ? String.format(
                        Locale.ROOT,
                        "Errors of the challenger are %.1f times the champion's (%d per 1,000 against 2); e-value 214.",
                        errors / 2.0,
                        errors)
                : "Errors 1.1 times the champion's, slow requests 1.0 times: no sign of harm on 5,420 requests.";
    }

    static String sentence(Verdict verdict, Optional<String> against, double loss) {
        String on = " on 3,680 unseen rows: loss " + String.format(Locale.ROOT, "%.4f", loss) + ".";
        return against.isEmpty()
                ? "It is the first version and above the floor" + on
                : verdict == Verdict.BETTER
                        ? "Better than " + against.get() + on
                        : verdict == Verdict.WORSE
                                ? "Worse than " + against.get() + on + " AUC fell by 0.018 (95 % 0.007 to 0.029)."
                                : "Not shown to be better than " + against.get() + on;
    }

    static Lineage lineage(int batches, Optional<String> against) {
        return new Lineage("9f8e7d6c5b4a", batches, batches * 6_150L, "", "c0ffee1234", "pipe5678", against.orElse(""));
    }

    static String month(Instant at) {
        return at.toString().substring(0, 7);
    }
}
