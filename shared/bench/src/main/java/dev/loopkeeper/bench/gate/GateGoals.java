package dev.loopkeeper.bench.gate;

import dev.loopkeeper.bench.out.Acceptance;
import dev.loopkeeper.bench.out.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The goals of the gate and whether the figures meet them.
 *
 * <p>Where errors are as rare as 2 % of 500 rows no gate can meet both of the first two. By the lemma of Neyman and
 * Pearson, computed exactly over the counts of rows that both or one of the simulated versions get wrong, a gate that
 * promotes a doubled error (20 wrong rows expected against 10) once in 10,000 refuses at least 20 % of the halved ones
 * (5 against 10), and one that refuses a halved error once in 10,000 promotes at least 6.5 % of the doubled ones. A
 * gate that knew both rates could meet both from 1,140 rows on, or from errors of 4.5 % on. One that goes by the
 * difference on the same rows alone, as a paired test does, needs 1,800 rows at 2 %, 700 at 5 %, or errors of 7 % on
 * 500 rows.
 */
final class GateGoals {
    static final String BOUND = "At 2 % errors on 500 rows no gate can meet both of the first two goals: one that"
            + " promotes a doubled error once in 10,000 refuses at least 20 % of the halved ones (Neyman and Pearson's"
            + " bound). A gate that goes by the difference needs 1,800 rows there, 700 at 5 %, or 7 % errors on 500.";

    private static final double FEWER = .35;
    private static final double NEAR = .015;

    private final List<Acceptance> goals = new ArrayList<>();

    private GateGoals() {}

    static List<Acceptance> of(List<SimulatedTally> simulated, List<Replayed> replayed) {
        GateGoals of = new GateGoals();
        of.clear(simulated, 2.0, "never");
        of.clear(simulated, .5, "always");
        if (!replayed.isEmpty()) {
            of.replay(replayed);
        }
        return of.goals;
    }

    /** Twice or half the error: what no rule may get wrong, by how rare errors are. */
    private void clear(List<SimulatedTally> simulated, double factor, String asked) {
        boolean worse = factor > 1;
        for (SimulatedTally tally : simulated) {
            if (tally.of().factor() == factor) {
                Share notWorse = tally.promoted().get(Rule.NOT_WORSE);
                Share better = tally.promoted().get(Rule.BETTER);
                boolean met = worse
                        ? notWorse.hits() + better.hits() == 0
                        : better.hits() + notWorse.hits() == 2 * better.trials();
                String measured = String.format(
                        Locale.ROOT,
                        "better %,d, not-worse %,d of %,d",
                        better.hits(),
                        notWorse.hits(),
                        better.trials());
                goals.add(Acceptance.of(
                        (worse ? "2 x" : "0.5 x") + " the error promoted: "
                                + tally.of().name(),
                        asked,
                        measured,
                        met));
            }
        }
    }

    private void replay(List<Replayed> replayed) {
        double best = ReplayVerdicts.error(replayed, ReplayVerdicts.bestPeer(replayed));
        double notWorse = ReplayVerdicts.error(replayed, Rule.NOT_WORSE);
        double better = ReplayVerdicts.error(replayed, Rule.BETTER);
        double saved = ReplayVerdicts.saved(replayed);
        goals.add(Acceptance.of(
                "mean live error of not-worse over the best peer's",
                "<= 0 %",
                ReplayVerdicts.over(notWorse, best),
                notWorse <= best));
        goals.add(Acceptance.of(
                "fewer promotions than no gate, not-worse", ">= 35 %", ReplayVerdicts.percent(saved), saved >= FEWER));
        goals.add(Acceptance.of(
                "mean live error of better over not-worse",
                "<= 1.5 %",
                ReplayVerdicts.over(better, notWorse),
                better <= notWorse * (1 + NEAR)));
    }
}
