package dev.loopkeeper.loop;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.retrain.Money;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Optional;

/**
 * Money of a model's training. Absent amounts stand for nothing in a currency that is not known yet.
 *
 * <p>Amounts of two currencies cannot be added: after a change of currency in {@code loop.yaml} every sum begins anew,
 * and what was spent before is told by the journal only.
 *
 * @param period the budget period that {@code inPeriod} is for, such as {@code 2026-11}
 * @param inPeriod spent in it
 * @param reserved set aside for the run on its way
 * @param total spent since the beginning
 * @param saved price of declined retrains less what waiting was expected to cost
 */
public record SpendState(
        String period,
        Optional<Money> inPeriod,
        Optional<Money> reserved,
        Optional<Money> total,
        Optional<Money> saved) {
    /** Before anything was spent. */
    public static SpendState initial() {
        return new SpendState("", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The budget period an instant lies in, in UTC. */
    public static String period(Instant at, LoopConfig.Period per) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        if (per == LoopConfig.Period.DAY) {
            return utc.toLocalDate().toString();
        }
        if (per == LoopConfig.Period.WEEK) {
            return String.format(
                    Locale.ROOT,
                    "%d-W%02d",
                    utc.get(IsoFields.WEEK_BASED_YEAR),
                    utc.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        }
        return per == LoopConfig.Period.MONTH
                ? String.format(Locale.ROOT, "%d-%02d", utc.getYear(), utc.getMonthValue())
                : "" + utc.getYear();
    }

    /**
     * The period an instant is charged to: never one before the newest that was charged, since clocks of instances
     * differ.
     */
    public String charged(Instant at, LoopConfig.Period per) {
        String now = period(at, per);
        return now.length() == period.length() && now.compareTo(period) < 0 ? period : now;
    }

    /** Spent and reserved in a period, as far as it was in that currency. */
    public Money committed(String asked, String currency) {
        Money spent = inPeriod.filter(s -> asked.equals(period) && s.currency().equals(currency))
                .orElse(Money.zero(currency));
        return plus(reserved.filter(r -> r.currency().equals(currency)), spent).get();
    }

    SpendState reserving(Money amount, String now) {
        Optional<Money> carried = now.equals(period) ? inPeriod : Optional.empty();
        return new SpendState(now, carried, Optional.of(amount), total, saved);
    }

    SpendState paying(Money cost) {
        return new SpendState(period, plus(inPeriod, cost), Optional.empty(), plus(total, cost), saved);
    }

    SpendState saving(Money amount) {
        return new SpendState(period, inPeriod, reserved, total, plus(saved, amount));
    }

    private static Optional<Money> plus(Optional<Money> sum, Money more) {
        return Optional.of(sum.filter(s -> s.currency().equals(more.currency()))
                .map(s -> s.plus(more))
                .orElse(more));
    }
}
