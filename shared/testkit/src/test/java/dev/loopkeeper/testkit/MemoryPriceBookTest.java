package dev.loopkeeper.testkit;

import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.PriceBook;

class MemoryPriceBookTest extends PriceBookContract {
    @Override
    protected PriceBook prices() {
        return new MemoryPriceBook(Money.parse("0.40 USD"));
    }
}
