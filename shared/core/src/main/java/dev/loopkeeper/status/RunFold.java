package dev.loopkeeper.status;

import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.retrain.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Training runs with their verdicts and reports. At most one is on its way, so the newest is the one an event is about.
 */
final class RunFold implements Fold {
    private static final int RUNS = 300;

    private final Bounded<LoopHistory.Run> runs = new Bounded<>(RUNS);

    @Override
    public void add(Event event, Instant at) {
        if (event instanceof TrainingEvent.TrainingClaimed e) {
            TrainingPhase.Attempt a = e.attempt();
            runs.add(new LoopHistory.Run(
                    a.runId(),
                    at,
                    a.trigger(),
                    Optional.empty(),
                    false,
                    "on its way",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        } else if (event instanceof TrainingEvent.TrainingRetried e) {
            change(e.runId(), run -> with(paid(run, e.cost()), "is tried again: " + e.reason()));
        } else if (event instanceof TrainingEvent.TrainingFailed e) {
            change(e.runId(), run -> with(paid(run, e.cost()), e.outcome() + ": " + e.reason()));
        } else if (event instanceof TrainingEvent.TrainingSucceeded e) {
            change(e.runId(), run -> with(paid(run, e.cost()), "trained, not yet compared"));
        } else if (event instanceof TrainingEvent.Compared e) {
            change(
                    e.runId(),
                    run -> new LoopHistory.Run(
                            run.runId(),
                            run.at(),
                            run.trigger(),
                            Optional.of(e.verdict()),
                            e.blessed(),
                            e.sentence(),
                            run.cost(),
                            run.version(),
                            Optional.of(e.report())));
        } else if (event instanceof TrainingEvent.VersionRegistered e) {
            change(
                    e.runId(),
                    run -> new LoopHistory.Run(
                            run.runId(),
                            run.at(),
                            run.trigger(),
                            run.verdict(),
                            run.blessed(),
                            run.outcome(),
                            run.cost(),
                            Optional.of(e.version().version()),
                            run.report()));
        }
    }

    List<LoopHistory.Run> runs() {
        return runs.newestFirst();
    }

    private void change(String runId, UnaryOperator<LoopHistory.Run> how) {
        LoopHistory.Run run = runs.newest();
        if (run != null && run.runId().equals(runId)) {
            runs.removeNewest();
            runs.add(how.apply(run));
        }
    }

    private static LoopHistory.Run paid(LoopHistory.Run run, Money cost) {
        Money sum = run.cost()
                .filter(c -> c.currency().equals(cost.currency()))
                .map(c -> c.plus(cost))
                .orElse(cost);
        return new LoopHistory.Run(
                run.runId(),
                run.at(),
                run.trigger(),
                run.verdict(),
                run.blessed(),
                run.outcome(),
                Optional.of(sum),
                run.version(),
                run.report());
    }

    private static LoopHistory.Run with(LoopHistory.Run run, String outcome) {
        return new LoopHistory.Run(
                run.runId(),
                run.at(),
                run.trigger(),
                run.verdict(),
                run.blessed(),
                outcome,
                run.cost(),
                run.version(),
                run.report());
    }
}
