package dev.loopkeeper.bench.judge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One rollout of a scenario under a judge, all its chance from the seed. */
final class Trial {
    private static final double BAD = 2;
    private static final int REGRESSING = 2;

    private final Scenario scenario;
    private final Contender contender;
    private final long seed;
    private List<CanaryRule> rules;
    private List<Set<Integer>> due;
    private double harmed;
    private boolean blind;

    Trial(Scenario scenario, Contender contender, long seed) {
        this.scenario = scenario;
        this.contender = contender;
        this.seed = seed;
    }

    Outcome play() {
        int from = 0;
        for (int minute : scenario.course().superseded()) {
            rollout(traffic(scenario.world().ratio(BAD)), from, minute);
            from = minute;
        }
        return rollout(traffic(scenario.world()), from, from + contender.horizon());
    }

    private List<Traffic> traffic(World world) {
        List<Traffic> all = new ArrayList<>();
        for (int metric = 0; metric < scenario.course().metrics(); metric++) {
            all.add(new Traffic(metric < REGRESSING ? world : world.ratio(1), seed + metric));
        }
        return all;
    }

    private Outcome rollout(List<Traffic> traffic, int from, int to) {
        start();
        for (int minute = from; minute < to; minute++) {
            CanaryRule.Move move = minute(traffic, minute, minute - from);
            if (move == CanaryRule.Move.ROLLBACK || move == CanaryRule.Move.DONE) {
                return new Outcome(move, minute - from + 1, harmed, blind);
            }
        }
        return new Outcome(CanaryRule.Move.STAY, to - from, harmed, blind);
    }

    /**
     * A step taken while the newest minute is unknown, or a rollback in a minute that brought nothing, not even an
     * older minute that was late.
     */
    private static boolean blind(Minute seen, CanaryRule.Move move, Set<Integer> due) {
        boolean news = due.remove(seen.number());
        if (!seen.lost() && seen.delay() > 0) {
            due.add(seen.number() + seen.delay());
        }
        if (!seen.unheard() || move == CanaryRule.Move.STAY) {
            return false;
        }
        return move != CanaryRule.Move.ROLLBACK || !news;
    }

    private void start() {
        harmed = 0;
        blind = false;
        rules = new ArrayList<>();
        due = new ArrayList<>();
        int metrics = scenario.course().metrics();
        for (int metric = 0; metric < metrics; metric++) {
            rules.add(contender.factory().start(scenario, 1.0 / metrics, seed + metric));
            due.add(new HashSet<>());
        }
    }

    /** Several metrics are several counts at one weight: the slowest judge sets it, enough votes roll back. */
    private CanaryRule.Move minute(List<Traffic> traffic, int minute, int age) {
        int weight = rules.stream().mapToInt(CanaryRule::weight).min().orElseThrow();
        int votes = 0;
        boolean done = true;
        for (int i = 0; i < rules.size(); i++) {
            Minute seen = traffic.get(i).next(minute, age, weight);
            harmed += scenario.latency() ? seen.slowed() : seen.harmed();
            CanaryRule.Move move = rules.get(i).see(seen);
            blind |= blind(seen, move, due.get(i));
            votes += move == CanaryRule.Move.ROLLBACK ? 1 : 0;
            done &= move == CanaryRule.Move.DONE;
        }
        boolean enough = votes >= (rules.size() == 1 ? 1 : contender.votes());
        return enough ? CanaryRule.Move.ROLLBACK : done ? CanaryRule.Move.DONE : CanaryRule.Move.STAY;
    }
}
