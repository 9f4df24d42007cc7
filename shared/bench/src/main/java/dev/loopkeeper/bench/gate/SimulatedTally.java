package dev.loopkeeper.bench.gate;

import dev.loopkeeper.bench.out.Lanes;
import dev.loopkeeper.bench.out.Seeds;
import dev.loopkeeper.bench.out.Share;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** How often each rule promoted a simulated challenger. */
record SimulatedTally(Simulated of, Map<Rule, Share> promoted) {
    private static final int CHUNK = 250;
    private static final List<Double> FACTORS = List.of(.5, .9, 1.0, 1.1, 2.0);
    /** A bootstrap costs more than a count. */
    private static final int REGRESSION_PART = 10;

    static List<Simulated> all() {
        List<Simulated> all = new ArrayList<>();
        for (double factor : FACTORS) {
            for (double base : List.of(.2, .1, .05, .02)) {
                all.add(new Simulated(false, base, factor, 500, false));
            }
            all.add(new Simulated(false, .2, factor, 2000, false));
            all.add(new Simulated(false, .05, factor, 2000, false));
            all.add(new Simulated(false, .2, factor, 10_000, false));
            all.add(new Simulated(false, .2, factor, 2000, true));
            all.add(new Simulated(true, .5, factor, 500, false));
            all.add(new Simulated(true, .5, factor, 2000, false));
        }
        return all;
    }

    static SimulatedTally of(Simulated challenger, int reps, long seed) {
        int trials = challenger.regression() || challenger.stretches() ? Math.max(1, reps / REGRESSION_PART) : reps;
        String part = challenger.name() + challenger.factor();
        List<Map<Rule, Integer>> parts = Lanes.run(
                (trials + CHUNK - 1) / CHUNK,
                c -> count(IntStream.range(c * CHUNK, Math.min(trials, (c + 1) * CHUNK))
                        .mapToObj(i -> challenger.trial(Seeds.of(seed, part, i)))
                        .toList()));
        Map<Rule, Share> promoted = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            promoted.put(
                    rule,
                    new Share(
                            parts.stream()
                                    .mapToLong(p -> p.getOrDefault(rule, 0))
                                    .sum(),
                            trials));
        }
        return new SimulatedTally(challenger, promoted);
    }

    private static Map<Rule, Integer> count(List<Set<Rule>> trials) {
        Map<Rule, Integer> counts = new EnumMap<>(Rule.class);
        trials.forEach(t -> t.forEach(rule -> counts.merge(rule, 1, Integer::sum)));
        return counts;
    }
}
