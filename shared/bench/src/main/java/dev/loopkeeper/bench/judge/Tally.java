package dev.loopkeeper.bench.judge;

import dev.loopkeeper.bench.out.Share;
import java.util.List;
import java.util.OptionalInt;

/**
 * What many rollouts of a scenario under a judge came to.
 *
 * @param medianMinute of the rollbacks
 * @param harmed requests a rollout, mean
 * @param promoteMinute median of the promotions
 * @param blind rollouts that advanced on an unknown minute, or rolled back on one without any news
 */
record Tally(
        Scenario scenario,
        Contender contender,
        Share rollback,
        Share promoted,
        OptionalInt medianMinute,
        double harmed,
        OptionalInt promoteMinute,
        int blind) {

    static Tally of(Scenario scenario, Contender contender, List<Outcome> outcomes) {
        int[] back = minutes(outcomes, CanaryRule.Move.ROLLBACK);
        int[] done = minutes(outcomes, CanaryRule.Move.DONE);
        return new Tally(
                scenario,
                contender,
                new Share(back.length, outcomes.size()),
                new Share(done.length, outcomes.size()),
                median(back),
                outcomes.stream().mapToDouble(Outcome::harmed).average().orElse(0),
                median(done),
                (int) outcomes.stream().filter(Outcome::blind).count());
    }

    private static int[] minutes(List<Outcome> outcomes, CanaryRule.Move end) {
        return outcomes.stream()
                .filter(o -> o.end() == end)
                .mapToInt(Outcome::minute)
                .sorted()
                .toArray();
    }

    private static OptionalInt median(int[] sorted) {
        return sorted.length == 0 ? OptionalInt.empty() : OptionalInt.of(sorted[sorted.length / 2]);
    }

    boolean is(String id, String profile) {
        return scenario.id().equals(id)
                && contender.ours()
                && contender.profile().equals(profile);
    }
}
