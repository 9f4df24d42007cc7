package dev.loopkeeper.connectors.prices;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.PriceBook;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What an hour of training costs: the price in {@code loop.yaml}, else the list price of a cloud's machine in the
 * currency of the budget.
 *
 * <p>The list is asked once a day; while it cannot be, the newest price that was read holds, however old. What is read
 * is kept if it can be, and counts all the same if not.
 */
public final class DailyPriceBook implements PriceBook {
    private static final Logger LOG = LogManager.getLogger(DailyPriceBook.class);
    private static final Duration FRESH = Duration.ofDays(1);

    /** A cloud's price list. */
    @FunctionalInterface
    public interface PriceList {
        /**
         * The price of an hour.
         *
         * @throws LoopException of kind {@code POISON} where the list has none and asking again changes nothing
         */
        Money perHour(boolean spot, String currency);
    }

    /** A price that was read. */
    record Kept(Money perHour, Instant at) {}

    private final String machine;
    private final PriceList list;
    private final ObjectStore store;
    private final InstantSource clock;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param machine region and type, such as {@code europe-west4-n1-standard-4}; the price is kept under it */
    public DailyPriceBook(String machine, PriceList list, ObjectStore store, InstantSource clock) {
        this.machine = machine;
        this.list = list;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Money perHour(LoopConfig.Retrain retrain) {
        return retrain.perHour().orElseGet(() -> listed(retrain));
    }

    private Money listed(LoopConfig.Retrain retrain) {
        boolean spot = retrain.spot() != LoopConfig.Spot.NEVER;
        String currency = retrain.budget().amount().currency();
        String key = Layout.price(
                String.join("-", machine, spot ? "spot" : "regular", currency).toLowerCase(Locale.ROOT));
        Optional<Kept> kept = kept(key);
        if (kept.isPresent() && clock.instant().isBefore(kept.get().at().plus(FRESH))) {
            return kept.get().perHour();
        }
        try {
            Money price = list.perHour(spot, currency);
            keep(key, new Kept(price, clock.instant()));
            return price;
        } catch (LoopException e) {
            Kept old = kept.orElseThrow(() -> e);
            LOG.warn("the price of {} is of {}: {}", machine, old.at(), e.getMessage());
            return old.perHour();
        }
    }

    private Optional<Kept> kept(String key) {
        try {
            return store.get(key).map(body -> Json.read(body, Kept.class, key));
        } catch (LoopException e) {
            LOG.warn("the price that was kept cannot be used, it is looked up: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void keep(String key, Kept price) {
        try {
            store.put(key, Json.write(price));
        } catch (LoopException e) {
            if (!told.getAndSet(true)) {
                LOG.warn("the price cannot be kept, so it is looked up each time: {}", e.getMessage());
            }
        }
    }
}
