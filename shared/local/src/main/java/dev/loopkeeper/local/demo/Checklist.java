package dev.loopkeeper.local.demo;

import dev.loopkeeper.loop.DataEvent;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.retrain.RetrainAction;
import dev.loopkeeper.retrain.RetrainDecision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a demo must have shown, each point looked up in the journal after the end. */
final class Checklist {
    private static final int SEVERAL = 2;
    private final Map<String, Boolean> points = new LinkedHashMap<>();

    /** Looks everything up that the journal tells. */
    static Checklist of(Happenings happenings, int burst) {
        Checklist list = new Checklist();
        List<TrainingEvent.TrainingClaimed> claims = happenings.of(TrainingEvent.TrainingClaimed.class);
        list.point(
                "a burst of " + burst + " uploads and duplicate events made exactly one run",
                claims.size() > 0 && claims.get(0).batches() == burst && claimsBeforePromotion(happenings) == 1);
        list.point(
                "several retrains were decided, with their reason in money",
                decisions(happenings, RetrainAction.RETRAIN).size() >= SEVERAL);
        list.point(
                "several retrains were declined, with their reason in money",
                decisions(happenings, RetrainAction.KEEP).size() >= SEVERAL);
        list.point(
                "drift was shown",
                happenings.of(DataEvent.RetrainDecided.class).stream()
                        .anyMatch(d -> d.decision().sentence().contains("Drift:")));
        list.point(
                "the gate refused a challenger",
                happenings.of(TrainingEvent.Compared.class).stream()
                        .anyMatch(c -> !c.blessed() && c.comparedWith().isPresent()));
        list.point(
                "two versions were promoted through all canary steps",
                happenings
                                .since(0, RolloutEvent.Promoted.class, p -> Outcome.throughCanary(happenings, p))
                                .size()
                        >= 2);
        list.point("a person rolled back over HTTP", rollbacks(happenings, RolloutEvent.Cause.MANUAL) >= 1);
        list.point(
                "two faulty versions were rolled back by evidence",
                rollbacks(happenings, RolloutEvent.Cause.EVIDENCE) >= 2);
        list.point(
                "a batch with a broken schema was rejected",
                !happenings.of(DataEvent.BatchRejected.class).isEmpty());
        list.point(
                "live quality was measured from late outcomes",
                happenings.of(DataEvent.OutcomesScored.class).size() >= 5);
        return list;
    }

    private static long claimsBeforePromotion(Happenings happenings) {
        return happenings.all().stream()
                .takeWhile(e -> !(e instanceof RolloutEvent.Promoted))
                .filter(TrainingEvent.TrainingClaimed.class::isInstance)
                .count();
    }

    private static List<RetrainDecision> decisions(Happenings happenings, RetrainAction action) {
        return happenings.of(DataEvent.RetrainDecided.class).stream()
                .map(DataEvent.RetrainDecided::decision)
                .filter(d ->
                        d.action() == action && d.sentence().contains(d.price().toString()))
                .toList();
    }

    private static long rollbacks(Happenings happenings, RolloutEvent.Cause cause) {
        return happenings
                .since(0, RolloutEvent.RollbackStarted.class, r -> r.cause() == cause)
                .size();
    }

    void point(String what, boolean happened) {
        points.merge(what, happened, Boolean::logicalAnd);
    }

    /** What did not happen. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        points.forEach((what, happened) -> {
            if (!happened) {
                missing.add(what);
            }
        });
        return missing;
    }

    /** One line a point. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        points.forEach((what, happened) -> lines.add((happened ? "  yes  " : "  NO   ") + what));
        return lines;
    }
}
