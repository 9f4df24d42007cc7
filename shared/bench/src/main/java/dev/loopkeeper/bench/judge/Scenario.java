package dev.loopkeeper.bench.judge;

import dev.loopkeeper.config.LoopConfig;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A world with a name, and how rollouts are run in it.
 *
 * @param id as the reference names it: N healthy, R regression, D dangerous course, L latency, M mean value, X more, P
 *     time to promote
 * @param healthy whether a rollback is a false one
 * @param course of the rollouts
 */
record Scenario(String id, String title, boolean healthy, World world, Course course) {
    /**
     * How rollouts are run.
     *
     * @param minDwell least minutes a step, {@code maxDwell} most
     * @param warmUp minutes a step that are not judged
     * @param superseded minutes at which a new challenger takes the place of a bad one; the last is the world's
     * @param metrics guarded alike, of which two regress
     */
    record Course(int minDwell, int maxDwell, int warmUp, List<Integer> superseded, int metrics) {
        static final Course FIXED = new Course(15, 15, 0, List.of(), 1);
        static final Course ADAPTIVE = new Course(5, 30, 0, List.of(), 1);
    }

    private static final double TOLERANCE = .02;

    boolean adaptive() {
        return course.minDwell < course.maxDwell;
    }

    /** Whether every judge plays it: fixed steps, and counts alone. */
    boolean counts() {
        return !adaptive() && !value();
    }

    boolean value() {
        return world.value().isPresent();
    }

    boolean latency() {
        return world.latency().isPresent();
    }

    LoopConfig.Rollout terms(LoopConfig.JudgeProfile profile) {
        return new LoopConfig.Rollout(
                "bench-" + id.toLowerCase(Locale.ROOT),
                FixedSteps.WEIGHTS,
                Duration.ofMinutes(1),
                Duration.ofMinutes(course.warmUp),
                Duration.ofMinutes(course.minDwell),
                Duration.ofMinutes(course.maxDwell),
                Duration.ofMinutes(30),
                .9,
                profile,
                Duration.ofMinutes(30),
                LoopConfig.Approval.NONE,
                LoopConfig.Idle.HOLD,
                List.of(),
                world.value().map(v -> new LoopConfig.JudgedValue(LoopConfig.Worse.HIGHER, TOLERANCE)),
                Optional.empty());
    }
}
