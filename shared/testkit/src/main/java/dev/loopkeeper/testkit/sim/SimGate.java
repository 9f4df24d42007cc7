package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.evaluate.Comparison;
import dev.loopkeeper.evaluate.ComparisonGate;
import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.evaluate.PairedRows;
import dev.loopkeeper.evaluate.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A comparison gate that believes the metric of the evaluation, and nothing that is not a number. */
final class SimGate implements ComparisonGate {
    private static final double FLOOR = 0.6;

    @Override
    public Comparison compare(Evaluation evaluation, PairedRows rows, LoopConfig.Evaluate terms, int holdoutUses) {
        double challenger = evaluation.challenger().getOrDefault(evaluation.metric(), Double.NaN);
        double champion = evaluation
                .champion()
                .map(c -> c.getOrDefault(evaluation.metric(), Double.NaN))
                .orElse(FLOOR);
        Verdict verdict = !Double.isFinite(challenger) || !Double.isFinite(champion)
                ? Verdict.NO_DATA
                : challenger > champion ? Verdict.BETTER : Verdict.WORSE;
        return new Comparison(
                verdict,
                verdict == Verdict.BETTER,
                "The challenger is " + verdict + ".",
                evaluation.metric(),
                Optional.empty(),
                Optional.of(challenger),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                1,
                "floor",
                rows.size(),
                List.of(),
                Map.of(),
                Optional.of(0.2),
                Optional.empty());
    }
}
