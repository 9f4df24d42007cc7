package dev.loopkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.config.LoopConfig;
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
        return new LoopConfig.Retrain(
                500,
                Duration.ofMinutes(1),
                Duration.ofDays(90),
                Duration.ofHours(1),
                Optional.empty(),
                perHour,
                0.25,
                Money.parse("0.01 USD"),
                Optional.empty(),
                new LoopConfig.Budget(Money.parse("100 USD"), LoopConfig.Period.MONTH),
                LoopConfig.Spot.NEVER,
                3,
                LoopConfig.Cure.ALL);
    }
}
