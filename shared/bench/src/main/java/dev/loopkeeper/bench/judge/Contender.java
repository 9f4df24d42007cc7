package dev.loopkeeper.bench.judge;

import dev.loopkeeper.config.LoopConfig.JudgeProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A judge in the benchmark.
 *
 * @param votes how many of several metrics must say roll back
 */
record Contender(String name, String profile, int votes, Factory factory) {
    static final String OURS = "loopkeeper";
    private static final int ALWAYS = 400;
    private static final int HORIZON = FixedSteps.MINUTES * FixedSteps.WEIGHTS.size();

    /** Makes a judge for one rollout. */
    interface Factory {
        /** {@code share} of its false alarm budget is the rollout's; less than 1 where several metrics are guarded. */
        CanaryRule start(Scenario scenario, double share, long seed);
    }

    /** Every judge, ours first. */
    static List<Contender> all(Optional<JudgeProfile> only) {
        List<Contender> all = new ArrayList<>();
        for (JudgeProfile profile : JudgeProfile.values()) {
            if (only.isEmpty() || only.get() == profile) {
                String name = profile.name().toLowerCase(Locale.ROOT);
                all.add(new Contender(OURS, name, 1, (s, share, seed) -> new LoopkeeperRule(s.terms(profile), share)));
            }
        }
        all.add(new Contender("flagger", "99/5", 1, (s, share, seed) -> new FlaggerRule(check(s, .99, 500))));
        all.add(new Contender("flagger", "98/5", 1, (s, share, seed) -> new FlaggerRule(check(s, .98, 350))));
        all.add(new Contender("argo", "99/fl3", 1, (s, share, seed) -> new ArgoRule(check(s, .99, 500))));
        // A score below 75 fails: of ten metrics three must be high.
        all.add(new Contender(
                "kayenta", "98/.25", 3, (s, share, seed) -> new KayentaRule(s.latency(), s.value(), seed)));
        all.add(new Contender(
                "group-sequential",
                "obf 1 %",
                1,
                (s, share, seed) -> new GroupSequentialRule(
                        s.latency(),
                        s.world().perMinute(),
                        s.latency() ? Traffic.SLOW_SHARE : s.world().base(),
                        share)));
        return all;
    }

    private static Check check(Scenario scenario, double success, double below) {
        return scenario.latency() ? Check.p99(below) : Check.success(success);
    }

    boolean ours() {
        return name.equals(OURS);
    }

    /** Peers have fixed steps; of them only Kayenta compares means of any metric. */
    boolean plays(Scenario scenario) {
        return ours() || scenario.counts() || scenario.value() && name.equals("kayenta");
    }

    /** Peers run their sixty minutes; ours may take longer where data is lost. */
    int horizon() {
        return ours() ? ALWAYS : HORIZON;
    }
}
