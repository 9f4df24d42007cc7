package dev.loopkeeper.evaluate;

import dev.loopkeeper.config.LoopConfig.Promote;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Turns what was found into a {@link Comparison}. */
final class Draft {
    private Draft() {}

    /** Nothing can be said: no rule blesses. */
    static Comparison noData(Evaluation evaluation, PairedRows rows, String why) {
        return new Comparison(
                Verdict.NO_DATA,
                false,
                "Not blessed: " + why + ".",
                evaluation.metric() == null ? "" : evaluation.metric(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                1,
                "none",
                rows.size(),
                List.of(),
                rules(rule -> false),
                Optional.empty(),
                Optional.empty());
    }

    /** What each rule of {@code promote} does. */
    static Map<Promote, Boolean> rules(Predicate<Promote> blesses) {
        Map<Promote, Boolean> rules = new EnumMap<>(Promote.class);
        Arrays.stream(Promote.values()).forEach(rule -> rules.put(rule, blesses.test(rule)));
        return Collections.unmodifiableMap(rules);
    }
}
