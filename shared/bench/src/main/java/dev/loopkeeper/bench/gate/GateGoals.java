package dev.loopkeeper.bench.gate;

import dev.loopkeeper.bench.out.Acceptance;
import dev.loopkeeper.bench.out.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** The goals of the gate and whether the figures meet them. */
final class GateGoals {
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
        double best = List.of(Rule.values()).stream()
                .filter(r -> !r.ours())
                .mapToDouble(r -> error(replayed, r))
                .min()
                .orElseThrow();
        double notWorse = error(replayed, Rule.NOT_WORSE);
        double better = error(replayed, Rule.BETTER);
        double saved = 1 - (double) promotions(replayed, Rule.NOT_WORSE) / promotions(replayed, Rule.NO_GATE);
        DoubleUnaryOperator over = e -> e / best - 1;
        goals.add(Acceptance.of(
                "mean live error of not-worse over the best peer's",
                "<= 0 %",
                percent(over.applyAsDouble(notWorse)),
                notWorse <= best));
        goals.add(Acceptance.of("fewer promotions than no gate, not-worse", ">= 35 %", percent(saved), saved >= FEWER));
        goals.add(Acceptance.of(
                "mean live error of better over not-worse",
                "<= 1.5 %",
                percent(better / notWorse - 1),
                better <= notWorse * (1 + NEAR)));
    }

    static double error(List<Replayed> replayed, Rule rule) {
        return replayed.stream()
                .filter(r -> r.rule() == rule)
                .mapToDouble(Replayed::error)
                .average()
                .orElse(Double.NaN);
    }

    static int promotions(List<Replayed> replayed, Rule rule) {
        return replayed.stream()
                .filter(r -> r.rule() == rule)
                .mapToInt(Replayed::promotions)
                .sum();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
