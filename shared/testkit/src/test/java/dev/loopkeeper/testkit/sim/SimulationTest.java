package dev.loopkeeper.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The whole loop under thousands of seeds: the invariants hold, and the campaign has met what it is meant to meet. */
class SimulationTest {
    /** Least counts in 5,000 seeds. */
    private static final Map<String, Integer> FLOORS = Map.ofEntries(
            Map.entry("frozen across a rollback", 50),
            Map.entry("own-412", 100),
            Map.entry("conflict", 500),
            Map.entry("duplicate start", 500),
            Map.entry("stale token", 50),
            Map.entry("exposure", 5),
            Map.entry("decision DENIED_BUDGET", 50),
            Map.entry("decision KEEP", 50),
            Map.entry("event Superseded", 200),
            // No port of the simulation refuses for good: GivenUpStepTest is about those that do.
            Map.entry("event StepGaveUp", 0),
            Map.entry("rollback in none", 30),
            Map.entry("rollback in deploying", 30),
            Map.entry("rollback in awaiting-approval", 30),
            Map.entry("rollback in canary", 30),
            Map.entry("rollback in baking", 30),
            Map.entry("rollback by ALERT", 30),
            Map.entry("rollback by DEPLOYMENT", 30),
            Map.entry("rollback by EVIDENCE", 30),
            Map.entry("rollback by MANUAL", 30),
            Map.entry("paused in canary", 20),
            Map.entry("user edits the split", 200));

    /** Every arrow of the state graph. */
    private static final List<String> TRANSITIONS = List.of(
            "rollout none -> deploying",
            "rollout none -> rolling-back",
            "rollout deploying -> awaiting-approval",
            "rollout deploying -> baking",
            "rollout deploying -> canary",
            "rollout deploying -> none",
            "rollout deploying -> rolling-back",
            "rollout awaiting-approval -> canary",
            "rollout awaiting-approval -> deploying",
            "rollout awaiting-approval -> rolling-back",
            "rollout canary -> awaiting-approval",
            "rollout canary -> baking",
            "rollout canary -> deploying",
            "rollout canary -> rolling-back",
            "rollout baking -> none",
            "rollout baking -> rolling-back",
            "rollout rolling-back -> none",
            "rollout rolling-back -> deploying",
            "training Idle -> Claimed",
            "training Claimed -> Submitted",
            "training Submitted -> Running",
            "training Submitted -> Claimed",
            "training Submitted -> Idle",
            "training Submitted -> Evaluating",
            "training Submitted -> Stopping",
            "training Running -> Claimed",
            "training Running -> Idle",
            "training Running -> Evaluating",
            "training Running -> Stopping",
            "training Stopping -> Idle",
            "training Evaluating -> Registering",
            "training Evaluating -> Idle",
            "training Registering -> Idle");

    private static final List<String> CRASHES = List.of("crash-before", "crash-after", "lost-before", "lost-after");
    private static final List<String> WRITES = List.of(
            "store.put-if-absent",
            "store.put",
            "store.delete",
            "store.delete-if",
            "queue.send",
            "training.submit",
            "registry.register",
            "registry.alias",
            "endpoint.deploy",
            "endpoint.shift",
            "endpoint.undeploy",
            "notifier.send");

    /** Under all seeds, or under the one that {@code loopkeeper.seed} names. */
    @Test
    void shouldKeepEveryInvariantUnderEverySeed() {
        Campaign campaign = new Campaign(Mutant.NONE);
        Long one = Long.getLong("loopkeeper.seed");
        if (one == null) {
            underEverySeed(campaign);
        } else {
            Simulation.Result result = campaign.run(one);
            result.violation().ifPresent(v -> fail(Failure.describe(campaign, result)));
        }
    }

    private static void underEverySeed(Campaign campaign) {
        long seeds = Long.getLong("loopkeeper.seeds", 5_000);
        Campaign.Report report = campaign.run(0, seeds, 2, 3);
        if (!report.failures().isEmpty()) {
            fail(Failure.describe(campaign, report.failures().get(0)));
        }
        System.out.printf("simulated %d seeds, 0 violations%n", report.seeds());
        System.out.printf(
                "  rollouts %d, rollbacks %d, supersedes %d, frozen across a rollback %d, own-412 %d, exposures %d, most sweeps %d%n",
                of(report, "event RolloutStarted"),
                of(report, "event RollbackStarted"),
                of(report, "event Superseded"),
                of(report, "frozen across a rollback"),
                of(report, "own-412"),
                of(report, "exposure"),
                report.mostSweeps());
        assertThat(missed(report.coverage(), seeds))
                .as("situations that were met too rarely: name=found/least")
                .isEmpty();
    }

    @Test
    void shouldDoTheSameTwiceUnderTheSameSeed() {
        Campaign campaign = new Campaign(Mutant.NONE);
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(campaign.run(seed).coverage().all())
                    .isEqualTo(campaign.run(seed).coverage().all());
        }
    }

    private static long of(Campaign.Report report, String what) {
        return report.coverage().of(what);
    }

    private static Map<String, String> missed(Coverage coverage, long seeds) {
        Map<String, Integer> least = new TreeMap<>(FLOORS);
        TRANSITIONS.forEach(t -> least.put(t, 20));
        WRITES.forEach(w -> CRASHES.forEach(c -> least.put("fault " + c + " " + w, 20)));
        for (Class<?> family : dev.loopkeeper.loop.Event.class.getPermittedSubclasses()) {
            for (Class<?> event : family.getPermittedSubclasses()) {
                least.putIfAbsent("event " + event.getSimpleName(), 20);
            }
        }
        Map<String, String> missed = new TreeMap<>();
        least.forEach((what, floor) -> {
            long scaled = seeds * floor / 5_000;
            if (coverage.of(what) < scaled) {
                missed.put(what, coverage.of(what) + "/" + scaled);
            }
        });
        return missed;
    }
}
