package dev.loopkeeper.rollout;

import dev.loopkeeper.config.LoopConfig;
import java.util.List;
import java.util.stream.Stream;

/** The weights that a challenger takes, in order; 0 comes first where it gets copies of requests before. */
public final class RolloutPlan {
    private RolloutPlan() {}

    /** The plan under a configuration, 100 % left out. */
    public static List<Integer> of(LoopConfig.Rollout terms) {
        return Stream.concat(terms.mirror().map(percent -> 0).stream(), terms.steps().stream())
                .toList();
    }
}
