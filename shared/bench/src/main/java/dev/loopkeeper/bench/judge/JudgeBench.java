package dev.loopkeeper.bench.judge;

import dev.loopkeeper.bench.out.Lanes;
import dev.loopkeeper.bench.out.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs scenarios under judges.
 *
 * @param reps rollouts a cell; Kayenta's costly rule runs at most {@value #KAYENTA_REPS}
 */
record JudgeBench(List<Scenario> scenarios, List<Contender> contenders, int reps, long seed) {
    static final int KAYENTA_REPS = 1000;
    private static final int CHUNK = 100;

    /** One tally a scenario and judge, in that order. */
    List<Tally> run() {
        List<Tally> tallies = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            for (Contender contender : contenders) {
                if (contender.plays(scenario)) {
                    tallies.add(Tally.of(scenario, contender, outcomes(scenario, contender)));
                }
            }
        }
        return tallies;
    }

    private List<Outcome> outcomes(Scenario scenario, Contender contender) {
        int trials = contender.name().equals("kayenta") ? Math.min(reps, KAYENTA_REPS) : reps;
        int chunks = (trials + CHUNK - 1) / CHUNK;
        List<List<Outcome>> parts = Lanes.run(chunks, c -> IntStream.range(c * CHUNK, Math.min(trials, (c + 1) * CHUNK))
                .mapToObj(rep -> new Trial(scenario, contender, seedOf(scenario, rep)).play())
                .toList());
        return parts.stream().flatMap(List::stream).toList();
    }

    /** The same rollout for every judge. */
    private long seedOf(Scenario scenario, int rep) {
        return Seeds.of(seed, scenario.id(), rep);
    }
}
