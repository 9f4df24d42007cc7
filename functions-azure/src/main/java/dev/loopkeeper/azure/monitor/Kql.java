package dev.loopkeeper.azure.monitor;

import dev.loopkeeper.edge.LoopException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * Literals of the Kusto query language. A name from outside is only ever a quoted text, so that nothing in it is read
 * as a part of the query.
 */
final class Kql {
    private static final double LARGEST = 1e15;

    private Kql() {}

    /** A quoted text; {@code POISON} for one with control characters, which no name has. */
    static String text(String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw LoopException.poison(
                    "'" + value.replaceAll("\\p{Cc}", "?") + "' is no name: it holds control characters");
        }
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    static String time(Instant time) {
        return "datetime(" + time + ")";
    }

    static String length(Duration length) {
        return length.toSeconds() + "s";
    }

    /** A number that anything may exceed; beyond all that is measured, one that nothing does. */
    static String number(double value) {
        return Math.abs(value) < LARGEST ? new BigDecimal(Double.toString(value)).toPlainString() : "real(+inf)";
    }
}
