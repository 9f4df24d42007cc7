package dev.loopkeeper.testkit;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.PriceBook;

/** A price book with one list price, which the test may move; a configured price wins. */
public final class MemoryPriceBook implements PriceBook {
    private Money listPrice;

    public MemoryPriceBook(Money listPrice) {
        this.listPrice = listPrice;
    }

    @Override
    public synchronized Money perHour(LoopConfig.Retrain retrain) {
        return retrain.perHour().orElse(listPrice);
    }

    public synchronized void listPrice(Money price) {
        listPrice = price;
    }
}
