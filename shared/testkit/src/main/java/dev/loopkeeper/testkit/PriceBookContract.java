package dev.loopkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.PriceBook;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link PriceBook} must keep. */
public abstract class PriceBookContract {
    /** The price book under test; its list prices are in USD. */
    protected abstract PriceBook prices();

    @Test
    void shouldTakeTheConfiguredPrice() {
        assertThat(prices().perHour(terms(Optional.of(Money.parse("2.10 USD")))))
                .isEqualTo(Money.parse("2.10 USD"));
    }

    @Test
    void shouldKnowAListPriceInTheCurrencyOfTheBudget() {
        Money price = prices().perHour(terms(Optional.empty()));
        assertThat(price.currency()).isEqualTo("USD");
        assertThat(price.amount()).isNotNegative();
        assertThat(prices().perHour(terms(Optional.empty()))).as("asked again").isEqualTo(price);
    }

    private static LoopConfig.Retrain terms(Optional<Money> perHour) {
        return terms(LoopConfig.Spot.NEVER, "USD", perHour);
    }

    /** Terms of a model that names no price, in the currency of its budget. */
    protected static LoopConfig.Retrain terms(LoopConfig.Spot spot, String currency) {
        return terms(spot, currency, Optional.empty());
    }

    private static LoopConfig.Retrain terms(LoopConfig.Spot spot, String currency, Optional<Money> perHour) {
        return new LoopConfig.Retrain(
                500,
                Duration.ofMinutes(1),
                Duration.ofDays(90),
                Duration.ofHours(1),
                Optional.empty(),
                perHour,
                0.25,
                Money.parse("0.01 " + currency),
                Optional.empty(),
                new LoopConfig.Budget(Money.parse("100 " + currency), LoopConfig.Period.MONTH),
                spot,
                3,
                LoopConfig.Cure.ALL);
    }

    /** Asserts that there is no price, and that asking again would change nothing. */
    protected static void assertGivesUp(PriceBook book, String currency, String why) {
        assertThatThrownBy(() -> book.perHour(terms(LoopConfig.Spot.NEVER, currency)))
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.POISON))
                .hasMessageContaining(why)
                .hasMessageContaining("set retrain.price.perHour");
    }
}
