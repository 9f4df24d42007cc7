package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.RetrainAction;
import dev.loopkeeper.retrain.RetrainDecision;
import dev.loopkeeper.retrain.RetrainEvidence;
import dev.loopkeeper.retrain.RetrainPolicy;
import dev.loopkeeper.retrain.Trigger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A retrain policy with the gates of the real one and economics that are a matter of parity, for speed. */
final class SimPolicy implements RetrainPolicy {
    @Override
    public RetrainDecision decide(RetrainEvidence e, LoopConfig.Retrain terms, Instant now) {
        Optional<Instant> quiet =
                e.newestBatch().map(at -> at.plus(terms.debounce())).filter(at -> at.isAfter(now));
        Optional<Instant> cool =
                e.lastClaim().map(at -> at.plus(terms.coolDown())).filter(at -> at.isAfter(now));
        if (e.trainingActive()) {
            return said(RetrainAction.WAIT, e, "active", Optional.empty());
        }
        if (e.freshRows() < (e.forced().isPresent() ? 1 : terms.minRows())) {
            return said(RetrainAction.WAIT, e, "min-rows", Optional.empty());
        }
        if (quiet.isPresent() || cool.isPresent()) {
            return said(RetrainAction.WAIT, e, "debounce", quiet.isPresent() ? quiet : cool);
        }
        if (e.failuresInARow() >= terms.maxFailures()) {
            return said(RetrainAction.WAIT, e, "failures", Optional.empty());
        }
        if (e.spent().plus(e.price()).compareTo(terms.budget().amount()) > 0) {
            return said(RetrainAction.DENIED_BUDGET, e, "budget", Optional.of(now.plusSeconds(3600)));
        }
        boolean declined = e.forced().isEmpty() && e.championSince().isPresent() && e.freshBatches() % 4 == 3;
        return said(declined ? RetrainAction.KEEP : RetrainAction.RETRAIN, e, "economics", Optional.empty());
    }

    private static RetrainDecision said(RetrainAction action, RetrainEvidence e, String rule, Optional<Instant> again) {
        return new RetrainDecision(
                action,
                e.forced().orElse(Trigger.DATA),
                rule,
                rule + " says " + action,
                Map.of(),
                e.price(),
                Money.zero(e.price().currency()),
                Money.zero(e.price().currency()),
                again);
    }
}
