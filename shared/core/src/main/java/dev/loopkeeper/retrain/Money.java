package dev.loopkeeper.retrain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** An amount in one currency, kept to 1/10,000. Written as {@code 12.34 USD}. */
public record Money(BigDecimal amount, String currency) implements Comparable<Money> {
    private static final int SCALE = 4;

    public Money {
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("currency '" + currency + "' must be three capital letters such as USD");
        }
        amount = amount.setScale(SCALE, RoundingMode.HALF_EVEN);
    }

    /** Reads {@code 2.10 USD}. */
    @JsonCreator
    public static Money parse(String text) {
        String[] parts = text.trim().split("\\s+");
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "money '" + text + "' must be an amount and a currency, such as 2.10 USD");
        }
        try {
            return new Money(new BigDecimal(parts[0]), parts[1]);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "money '" + text + "' must start with a decimal number, such as 2.10 USD", e);
        }
    }

    public static Money of(double amount, String currency) {
        return new Money(BigDecimal.valueOf(amount), currency);
    }

    public static Money zero(String currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    public Money plus(Money other) {
        return new Money(amount.add(same(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(same(other).amount), currency);
    }

    public Money times(double factor) {
        return new Money(amount.multiply(BigDecimal.valueOf(factor)), currency);
    }

    /** This price per hour over a time. */
    public Money over(Duration time) {
        return times(time.toMillis() / 3_600_000.0);
    }

    public double toDouble() {
        return amount.doubleValue();
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    "cannot mix " + currency + " and " + other.currency + ": use one currency for all amounts");
        }
        return other;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(same(other).amount);
    }

    @JsonValue
    @Override
    public String toString() {
        BigDecimal shown = amount.stripTrailingZeros();
        return (shown.scale() < 2 ? shown.setScale(2) : shown).toPlainString() + " " + currency;
    }
}
