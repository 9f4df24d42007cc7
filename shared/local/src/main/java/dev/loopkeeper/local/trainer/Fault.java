package dev.loopkeeper.local.trainer;

import dev.loopkeeper.edge.LoopException;
import java.util.Locale;
import java.util.Optional;

/**
 * A defect put into a version on purpose, so that a demonstration can show how a bad version is caught.
 *
 * <p>Asked for with {@code training.params.demoFault}: {@code errors:0.3} (share of requests), {@code slow:40}
 * (milliseconds a request), {@code hang} or {@code memory}. It travels in the artefact as {@code fault.json}; whoever
 * serves the version plays it.
 *
 * @param amount the share or the milliseconds; 0 for the others
 */
public record Fault(Kind kind, double amount) {
    /** What goes wrong. */
    public enum Kind {
        ERRORS,
        SLOW,
        HANG,
        MEMORY;

        private boolean takes(double amount) {
            return switch (this) {
                case ERRORS -> amount > 0 && amount <= 1;
                case SLOW -> amount > 0 && amount <= 600_000;
                default -> amount == 0;
            };
        }
    }

    static final String PARAM = "demoFault";

    /** Reads the parameter; an unknown spelling is {@code POISON}. */
    static Optional<Fault> parse(String text) {
        if (text == null || text.isBlank() || text.equals("none")) {
            return Optional.empty();
        }
        String[] parts = text.split(":", 2);
        double amount = parts.length == 2 ? Cells.number(parts[1]) : 0;
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(parts[0]) && kind.takes(amount)) {
                return Optional.of(new Fault(kind, amount));
            }
        }
        throw LoopException.poison("training.params." + PARAM + " is '" + text
                + "'; expected errors:<share from 0 to 1>, slow:<milliseconds>, hang, memory or none");
    }
}
