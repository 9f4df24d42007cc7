package dev.loopkeeper.gcp.prices;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.connectors.prices.DailyPriceBook;
import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.PriceBook;
import dev.loopkeeper.store.ObjectStore;
import java.time.InstantSource;

/**
 * What an hour of training costs on Vertex AI: the price in {@code loop.yaml}, else the list price of the configured
 * machine, as {@link DailyPriceBook} asks for it.
 *
 * <p>A family of machines that is not listed counts as the dearest that is. What cannot be priced that way, such as
 * accelerators, is {@code POISON}: a guess could spend more than the budget, and asking again changes nothing until
 * {@code retrain.price.perHour} is set.
 */
public final class CloudPriceBook implements PriceBook {
    /**
     * @param base of the API, {@code https://cloudbilling.googleapis.com}
     * @param machine such as {@code n1-standard-4}
     */
    public record Settings(String base, String region, String machine) {}

    private final DailyPriceBook book;

    public CloudPriceBook(GoogleRest rest, Settings settings, ObjectStore store, InstantSource clock) {
        CatalogPrices catalog = new CatalogPrices(rest, settings.base(), settings.region());
        this.book = new DailyPriceBook(
                settings.region() + "-" + settings.machine(),
                (spot, currency) -> catalog.perHour(Machine.of(settings.machine()), spot, currency),
                store,
                clock);
    }

    @Override
    public Money perHour(LoopConfig.Retrain retrain) {
        return book.perHour(retrain);
    }
}
