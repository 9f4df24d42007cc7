package dev.loopkeeper.replay;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.retrain.Money;
import java.time.Duration;

/**
 * What a replay counts with.
 *
 * @param price of one retrain
 * @param costPerError what one unit of loss on one row costs
 * @param maturity how long after a row its label is final
 * @param cure as configured; {@link LoopConfig.Cure#ALL} lets the replay learn it
 */
public record Economics(
        Money price,
        Money costPerError,
        Duration maturity,
        long minRows,
        Duration coolDown,
        Duration maxAge,
        LoopConfig.Cure cure) {
    /** The terms of a {@code loop.yaml}; a run is taken to last its configured hours. */
    public static Economics of(LoopConfig config) {
        LoopConfig.Retrain terms = config.retrain();
        Money perHour = terms.perHour().orElse(Money.zero(terms.costPerError().currency()));
        return new Economics(
                perHour.times(terms.hours()),
                terms.costPerError(),
                config.data().maturity(),
                terms.minRows(),
                terms.coolDown(),
                terms.maxAge(),
                terms.cure());
    }
}
