package dev.loopkeeper.local.run;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.PriceBook;

/** Prices of one's own machine: what loop.yaml says, else nothing. */
final class LocalPriceBook implements PriceBook {
    @Override
    public Money perHour(LoopConfig.Retrain retrain) {
        return retrain.perHour().orElse(Money.zero(retrain.budget().amount().currency()));
    }
}
