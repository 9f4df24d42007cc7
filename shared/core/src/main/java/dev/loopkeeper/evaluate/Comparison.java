package dev.loopkeeper.evaluate;

import dev.loopkeeper.config.LoopConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The verdict on a challenger with all that it was made of.
 *
 * @param blessed whether the version may take traffic
 * @param sentence the verdict for a person, with its numbers
 * @param metric the metric that decided
 * @param difference challenger minus champion in the metric's own unit, signed so that positive is better
 * @param low lower confidence limit of the difference
 * @param high upper confidence limit
 * @param margin largest loss that counted as not worse
 * @param provable the smallest margin that this holdout can prove
 * @param test the test used: {@code mcnemar}, {@code delong}, {@code paired-bootstrap}, {@code block-bootstrap},
 *     {@code floor}
 * @param rules what each rule of {@code promote} would have done
 * @param challengerLoss loss per row of the challenger on the holdout, in the unit of
 *     {@link dev.loopkeeper.retrain.QualityPoint#loss}
 */
public record Comparison(
        Verdict verdict,
        boolean blessed,
        String sentence,
        String metric,
        Optional<Double> champion,
        Optional<Double> challenger,
        Optional<Double> difference,
        Optional<Double> low,
        Optional<Double> high,
        double margin,
        double provable,
        double pValue,
        String test,
        long rows,
        List<Slice> slices,
        Map<LoopConfig.Promote, Boolean> rules,
        Optional<Double> challengerLoss,
        Optional<Double> championLoss) {
    /** One value of one slice column; {@code worse} after Holm's correction over all slices. */
    public record Slice(
            String column,
            String value,
            long rows,
            double champion,
            double challenger,
            double difference,
            double low,
            double high,
            double pValue,
            boolean worse) {}

    public Comparison {
        slices = List.copyOf(slices);
    }
}
