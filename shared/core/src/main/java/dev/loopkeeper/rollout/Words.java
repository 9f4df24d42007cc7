package dev.loopkeeper.rollout;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** How the judge writes numbers for people. */
final class Words {
    private static final double SAYABLE = 1e6;

    private Words() {}

    static String ratio(double value) {
        if (Double.isInfinite(value)) {
            return "unbounded";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }

    static String percent(double share) {
        double percent = 100 * share;
        return String.format(Locale.ROOT, percent < 1 ? "%.2f" : "%.1f", percent) + " %";
    }

    /** Four digits: a mean, a difference. */
    static String number(double value) {
        return BigDecimal.valueOf(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Evidence given as a logarithm: {@code 340 to 1}. */
    static String odds(double log) {
        double value = Math.exp(log);
        if (value >= SAYABLE) {
            return "over 1,000,000 to 1";
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f to 1" : "%,.0f to 1", value);
    }

    static String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds % 3_600 == 0 && seconds > 0) {
            return seconds / 3_600 + " h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
