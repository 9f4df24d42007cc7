package dev.loopkeeper.azure.prices;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.connectors.prices.DailyPriceBook;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.PriceBook;
import dev.loopkeeper.store.ObjectStore;
import java.time.InstantSource;

/**
 * What an hour of training costs on Azure: the price in {@code loop.yaml}, else the list price of the configured
 * machine, as {@link DailyPriceBook} asks for it. Azure bills in US dollars; its prices in other currencies are what it
 * names for budgets.
 */
public final class RetailPriceBook implements PriceBook {
    /**
     * @param base of the API, {@code https://prices.azure.com}
     * @param region as Resource Manager writes it, such as {@code westeurope}
     * @param machine as Resource Manager writes it, such as {@code Standard_DS3_v2}; the API tells case apart
     */
    public record Settings(String base, String region, String machine) {}

    private final DailyPriceBook book;

    public RetailPriceBook(Settings settings, ObjectStore store, InstantSource clock) {
        this.book = new DailyPriceBook(
                settings.region() + "-" + settings.machine(), new RetailPrices(settings, clock), store, clock);
    }

    @Override
    public Money perHour(LoopConfig.Retrain retrain) {
        return book.perHour(retrain);
    }
}
