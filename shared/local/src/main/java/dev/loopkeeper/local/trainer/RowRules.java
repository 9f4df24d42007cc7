package dev.loopkeeper.local.trainer;

import dev.loopkeeper.config.LoopConfig.ColumnRule;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The limits of {@code loop.yaml} on cells, as they are checked when a batch comes: a row with a cell outside them is
 * dropped; a missing cell breaks no rule.
 */
final class RowRules {
    private final Map<String, ColumnRule> rules;
    private final Map<String, Set<String>> allowed;
    private final Map<String, Set<Double>> numbers;

    RowRules(Map<String, ColumnRule> rules) {
        this.rules = rules;
        allowed = rules.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, e -> Set.copyOf(e.getValue().allowed())));
        numbers = rules.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().allowed().stream()
                        .map(Cells::number)
                        .filter(x -> !x.isNaN())
                        .collect(Collectors.toSet())));
    }

    /** The rule that the cell breaks, as the cleaning counts it. */
    Optional<String> broken(String column, String text) {
        ColumnRule rule = rules.get(column);
        if (rule == null || text == null) {
            return Optional.empty();
        }
        if (!rule.allowed().isEmpty()
                && !allowed.get(column).contains(text)
                && !numbers.get(column).contains(Cells.number(text))) {
            return Optional.of("rows dropped: " + column + " not one of the allowed values");
        }
        double value = rule.min().isPresent() || rule.max().isPresent() ? Cells.number(text) : Double.NaN;
        if (rule.min().isPresent() && value < rule.min().get()) {
            return Optional.of(
                    "rows dropped: " + column + " below " + shown(rule.min().get()));
        }
        if (rule.max().isPresent() && value > rule.max().get()) {
            return Optional.of(
                    "rows dropped: " + column + " above " + shown(rule.max().get()));
        }
        return Optional.empty();
    }

    private static String shown(double limit) {
        return limit == Math.rint(limit) && Math.abs(limit) < 1e15
                ? Long.toString((long) limit)
                : Double.toString(limit);
    }
}
