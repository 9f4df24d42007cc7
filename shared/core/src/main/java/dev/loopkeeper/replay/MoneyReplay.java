package dev.loopkeeper.replay;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.replay.ReplayPolicy.Stage;
import dev.loopkeeper.retrain.MarginalRule;
import dev.loopkeeper.retrain.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What policies would have cost on a history, in money.
 *
 * <p>The losses are those of a simple model (see {@link LinearModel}) that every policy shares: they tell how fast this
 * history ages, not how good the reader's own model is.
 *
 * @param cure what a retrain cures: as configured, or learnt from this history
 * @param results the loop's policy first, the unreachable best in hindsight last
 */
public record MoneyReplay(
        BatchCalendar calendar, int window, int from, int delay, LoopConfig.Cure cure, List<Result> results) {
    private static final int WINDOWS = 10;

    /**
     * One policy.
     *
     * @param errors what errors cost
     * @param training what retrains cost
     * @param total of each scored batch so far, in the order of time
     */
    public record Result(String name, int retrains, Money errors, Money training, List<Double> total) {
        public Money cost() {
            return errors.plus(training);
        }
    }

    /** Plays the loop's policy, never, weekly, monthly and the best in hindsight. */
    public static MoneyReplay of(HistoryFile.Loaded history, boolean dated, Economics terms) {
        if (terms.costPerError().toDouble() <= 0) {
            throw LoopException.poison("retrain.costPerError is " + terms.costPerError()
                    + ": when errors cost nothing, no retrain ever pays;" + " set what one wrong row costs you");
        }
        BatchCalendar calendar = BatchCalendar.of(history.times(), dated);
        int window = Math.max(2, calendar.batches() / WINDOWS);
        AgeMatrix matrix = AgeMatrix.build(history.rows(), calendar.ends(), window);
        double rows = (double) history.rows().size() * history.step() / calendar.batches();
        int delay = Math.min(calendar.delay(terms.maturity()), matrix.scoredFrom() - matrix.firstModel() - 1);
        double alpha = terms.price().toDouble() / (rows * terms.costPerError().toDouble());
        Stage stage = new Stage(matrix, matrix.scoredFrom(), alpha, delay);
        List<Result> results = new ArrayList<>();
        MarginalRule.Cure cure = terms.cure().equals(LoopConfig.Cure.ALL)
                ? OurPolicy.lesson(stage)
                : MarginalRule.Cure.of(terms.cure(), rows);
        for (ReplayPolicy policy : policies(calendar, terms, history.step(), cure)) {
            results.add(result(policy, stage, calendar, terms, history.step()));
        }
        return new MoneyReplay(
                calendar, window, matrix.scoredFrom(), delay, cure.configured(rows), List.copyOf(results));
    }

    private static List<ReplayPolicy> policies(
            BatchCalendar calendar, Economics terms, int step, MarginalRule.Cure cure) {
        List<ReplayPolicy> all = new ArrayList<>();
        all.add(new GatedPolicy(new OurPolicy(Optional.of(cure)), calendar, terms, step));
        all.add(Periodic.never());
        if (calendar.dated()) {
            all.add(new OnCalendar("weekly", calendar::weekEnds));
            all.add(new OnCalendar("monthly", calendar::monthEnds));
        } else {
            all.add(new Periodic("every 5 parts", 5));
            all.add(new Periodic("every 20 parts", 20));
        }
        all.add(new Oracle());
        return all;
    }

    private static Result result(ReplayPolicy policy, Stage stage, BatchCalendar calendar, Economics terms, int step) {
        Replay replay = Replay.of(policy, stage);
        double costPerError = terms.costPerError().toDouble();
        double errors = 0;
        int retrains = 0;
        List<Double> total = new ArrayList<>();
        for (int batch = stage.from(); batch < stage.matrix().batches(); batch++) {
            int model = replay.served().get(batch - stage.from());
            errors += stage.matrix().loss(model, batch) * calendar.rows(batch) * step * costPerError;
            retrains += replay.retrains().contains(batch) ? 1 : 0;
            total.add(errors + retrains * terms.price().toDouble());
        }
        Money training = terms.price().times(replay.retrains().size());
        return new Result(
                policy.name(), replay.retrains().size(), Money.of(errors, training.currency()), training, total);
    }

    /** The loop's own policy. */
    public Result ours() {
        return results.get(0);
    }

    /** The cheapest of the schedules a team could have run instead. */
    public Result bestSchedule() {
        return results.subList(1, results.size() - 1).stream()
                .min(Comparator.comparing(Result::cost))
                .orElseThrow();
    }

    /** A plain sentence on what to do. */
    public String recommendation() {
        Result ours = ours();
        Result best = bestSchedule();
        Money saved = best.cost().minus(ours.cost());
        double share = saved.toDouble() / Math.max(1e-9, best.cost().toDouble());
        String schedule = best.retrains() == 0 ? "never retraining" : "retraining " + best.name();
        if (Math.abs(share) < .01) {
            return "It hardly matters here: the loop and " + schedule + " cost the same within 1 %. "
                    + (best.retrains() < ours.retrains()
                            ? "The simpler one is " + schedule + "."
                            : "Let the loop decide; it will notice when that changes.");
        }
        if (saved.toDouble() > 0) {
            return "Let the loop decide: it would have saved " + rounded(saved) + " against " + schedule
                    + ", the cheapest schedule.";
        }
        return "On this history " + schedule + " would have been " + rounded(saved.times(-1))
                + " cheaper than the loop. "
                + (best.retrains() == 0
                        ? "Retrains seldom paid: raise retrain.minRows or retrain.coolDown, and check retrain.costPerError."
                        : "Set retrain.maxAge to that period, and check retrain.costPerError.");
    }

    private static String rounded(Money money) {
        return Money.of(Math.round(money.toDouble() * 100) / 100.0, money.currency())
                .toString();
    }
}
