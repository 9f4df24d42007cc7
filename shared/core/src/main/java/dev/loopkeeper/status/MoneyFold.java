package dev.loopkeeper.status;

import dev.loopkeeper.loop.DataEvent;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.RetrainDecision;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was decided about retraining, what it cost and what it saved. */
final class MoneyFold implements Fold {
    private static final int DECISIONS = 400;
    private static final int DAYS = 1_200;

    private final Bounded<LoopHistory.Decision> decisions = new Bounded<>(DECISIONS);
    private final TreeMap<LocalDate, Money> spent = new TreeMap<>();
    private final TreeMap<LocalDate, Money> saved = new TreeMap<>();
    private Optional<DataEvent.RetrainDecided> last = Optional.empty();

    @Override
    public void add(Event event, Instant at) {
        if (event instanceof DataEvent.RetrainDecided e) {
            decided(e, at);
        } else if (event instanceof TrainingEvent.TrainingSucceeded e) {
            plus(spent, at, e.cost());
        } else if (event instanceof TrainingEvent.TrainingFailed e) {
            plus(spent, at, e.cost());
        } else if (event instanceof TrainingEvent.TrainingRetried e) {
            plus(spent, at, e.cost());
        }
    }

    /** A retrain declined again over the same batches has saved nothing more; its newer numbers replace the older. */
    private void decided(DataEvent.RetrainDecided e, Instant at) {
        RetrainDecision d = e.decision();
        boolean again = last.filter(e::sameBatches).isPresent();
        Money gain = again ? decisions.newest().saved() : d.saved();
        if (again) {
            decisions.removeNewest();
        } else {
            plus(saved, at, gain);
        }
        last = Optional.of(e);
        decisions.add(new LoopHistory.Decision(
                at,
                StatusView.action(d),
                d.trigger(),
                d.rule(),
                d.sentence(),
                d.price(),
                d.waitingCost(),
                gain,
                e.batches(),
                e.rows()));
    }

    private static void plus(TreeMap<LocalDate, Money> days, Instant at, Money amount) {
        days.merge(LocalDate.ofInstant(at, ZoneOffset.UTC), amount, MoneyFold::sum);
        if (days.size() > DAYS) {
            days.pollFirstEntry();
        }
    }

    /** After a change of currency in loop.yaml the newer one counts. */
    private static Money sum(Money a, Money b) {
        return a.currency().equals(b.currency()) ? a.plus(b) : b;
    }

    List<LoopHistory.Decision> decisions() {
        return decisions.newestFirst();
    }

    LoopHistory.Costs costs() {
        SortedMap<LocalDate, Money> out = new TreeMap<>(spent);
        return new LoopHistory.Costs(out, new TreeMap<>(saved));
    }
}
