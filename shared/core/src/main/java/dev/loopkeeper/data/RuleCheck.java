package dev.loopkeeper.data;

import dev.loopkeeper.config.LoopConfig.ColumnRule;
import java.util.HashSet;
import java.util.Set;

/** Whether one value keeps the limits that {@code loop.yaml} sets for its column. */
final class RuleCheck {
    private final double min;
    private final double max;
    private final Set<String> allowed;
    private final Set<Double> allowedNumbers = new HashSet<>();

    RuleCheck(ColumnRule rule) {
        min = rule.min().orElse(Double.NEGATIVE_INFINITY);
        max = rule.max().orElse(Double.POSITIVE_INFINITY);
        allowed = Set.copyOf(rule.allowed());
        rule.allowed().stream().map(Numbers::parse).filter(x -> !x.isNaN()).forEach(allowedNumbers::add);
    }

    /** @param number the value as a number, or NaN */
    boolean broken(String value, double number) {
        if (number < min || number > max) {
            return true;
        }
        return !allowed.isEmpty() && !allowed.contains(value) && !allowedNumbers.contains(number);
    }
}
