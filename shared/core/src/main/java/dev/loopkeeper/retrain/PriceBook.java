package dev.loopkeeper.retrain;

import dev.loopkeeper.config.LoopConfig;

/** What an hour of training costs now. */
public interface PriceBook {
    /** The price of one hour on the capacity that the configuration asks for. */
    Money perHour(LoopConfig.Retrain retrain);
}
