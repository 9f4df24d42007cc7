package dev.loopkeeper.bench.judge;

import dev.loopkeeper.bench.judge.Scenario.Course;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** All scenarios of the benchmark. */
final class Scenarios {
    private static final World.Delivery LOSSY = new World.Delivery(.3, 0, 10, 20);
    private static final World.Delivery LATE = new World.Delivery(0, .3, 0, 0);
    private static final Map<Integer, Integer> NOT_HONOURED = Map.of(5, 12, 10, 4, 25, 40, 50, 35);
    private static final int COLD = 5;

    private final List<Scenario> all = new ArrayList<>();

    private Scenarios() {
        healthy();
        regressions();
        latency();
        means();
        more();
        adaptive();
    }

    static List<Scenario> all() {
        return List.copyOf(new Scenarios().all);
    }

    private void healthy() {
        World w = World.healthy();
        fixed("N1", "healthy, 600 requests a minute, 0.5 % errors", true, w);
        fixed("N2", "healthy, 60 a minute", true, w.traffic(60));
        fixed("N3", "healthy, 6,000 a minute", true, w.traffic(6000));
        fixed("N4", "healthy, 1 % errors", true, w.base(.01));
        fixed(
                "N5",
                "bursts of errors in both versions",
                true,
                w.common(m -> m >= 20 && m < 25 || m >= 40 && m < 43 ? 6 : 1));
        fixed("N6", "30 % of windows lost, none for ten minutes", true, w.delivery(LOSSY));
        fixed("N7", "jitter of each version", true, w.noise(.5, 0));
        fixed("N8", "half the errors", true, w.ratio(.5));
        fixed(
                "N9",
                "jitter of each version, 6,000 a minute",
                true,
                w.traffic(6000).noise(.5, 0));
        fixed(
                "N10",
                "lasting noise of each version, 6,000 a minute",
                true,
                w.traffic(6000).noise(.3, .8));
        fixed("N11", "lasting noise of each version", true, w.noise(.3, .8));
    }

    private void regressions() {
        World w = World.healthy();
        fixed("R1", "errors x 1.25", false, w.ratio(1.25));
        fixed("R2", "errors x 1.5", false, w.ratio(1.5));
        fixed("R3", "errors x 2", false, w.ratio(2));
        fixed("R4", "errors x 3", false, w.ratio(3));
        fixed("R5", "errors x 5", false, w.ratio(5));
        fixed("R6", "errors x 2, 60 a minute", false, w.traffic(60).ratio(2));
        fixed("R7", "errors x 5, 60 a minute", false, w.traffic(60).ratio(5));
        fixed("R8", "errors x 1.5, 6,000 a minute", false, w.traffic(6000).ratio(1.5));
        fixed("R9", "errors x 2, 6,000 a minute", false, w.traffic(6000).ratio(2));
        fixed("D1", "slow ramp to errors x 4", false, w.ratio(m -> 1 + 3 * Math.min(1, m / 60.0)));
        fixed("D2", "errors x 3 from minute 30", false, w.ratio(onset()));
        fixed("D3", "half of the requests fail", false, w.ratio(100));
    }

    private static IntToDoubleFunction onset() {
        return m -> m < 30 ? 1 : 3;
    }

    private void latency() {
        World w = World.healthy();
        fixed("L1", "latency alike", true, w.latency(new World.Latency(m -> 1, 1, 0)));
        fixed(
                "L2",
                "both versions slower for ten minutes",
                true,
                w.latency(new World.Latency(m -> m >= 20 && m < 30 ? 1.8 : 1, 1, 0)));
        fixed("L3", "latency x 1.1", false, w.latency(new World.Latency(m -> 1, 1.1, 0)));
        fixed("L4", "latency x 1.25", false, w.latency(new World.Latency(m -> 1, 1.25, 0)));
        fixed("L5", "latency x 1.5", false, w.latency(new World.Latency(m -> 1, 1.5, 0)));
        fixed("L6", "a second more on 2 % of requests", false, w.latency(new World.Latency(m -> 1, 1, .02)));
    }

    private void means() {
        World w = World.healthy();
        IntToDoubleFunction rising = m -> m < 30 ? 1 : 1.5;
        fixed(
                "M1",
                "mean value alike, half as much again from minute 30",
                true,
                w.value(new World.Value(rising, 1, .3)));
        fixed("M2", "mean value 5 % worse, else as M1", false, w.value(new World.Value(rising, 1.05, .3)));
    }

    private void more() {
        World w = World.healthy();
        fixed("X1", "retries at the same version, healthy", true, w.retrying());
        fixed(
                "X2",
                "retries at the same version, errors x 3",
                false,
                w.retrying().ratio(3));
        fixed("X3", "weights not honoured, healthy", true, w.weight(NOT_HONOURED::get));
        fixed(
                "X4",
                "weights not honoured, errors x 3",
                false,
                w.weight(NOT_HONOURED::get).ratio(3));
        fixed("X5", "30 % of windows up to 4 minutes late, healthy", true, w.delivery(LATE));
        fixed(
                "X6",
                "30 % of windows up to 4 minutes late, errors x 3",
                false,
                w.delivery(LATE).ratio(3));
        World cold = w.ratio(m -> m < COLD ? 5 : 1);
        add("X7", "cold start: errors x 5 for 5 minutes", true, cold, new Course(15, 15, COLD, List.of(), 1));
        add("X8", "ten metrics, all healthy", true, w, new Course(15, 15, 0, List.of(), 10));
        add("X9", "ten metrics, two of them x 2", false, w.ratio(2), new Course(15, 15, 0, List.of(), 10));
        for (int step = 0; step < FixedSteps.WEIGHTS.size(); step++) {
            Course course = new Course(15, 15, 0, List.of(step * FixedSteps.MINUTES + 8), 1);
            add(
                    "X1" + step,
                    "a healthy one supersedes errors x 2 at " + FixedSteps.WEIGHTS.get(step) + " %",
                    true,
                    w,
                    course);
        }
    }

    private void adaptive() {
        World w = World.healthy();
        adaptive("P1", "time to promote: healthy", true, w);
        adaptive("P2", "time to promote: healthy, 6,000 a minute", true, w.traffic(6000));
        adaptive("P3", "time to promote: healthy, 1 % errors", true, w.base(.01));
        adaptive("P4", "time to promote: healthy, 60 a minute", true, w.traffic(60));
        adaptive("P5", "time to promote: errors x 2", false, w.ratio(2));
        adaptive("P6", "time to promote: errors x 3", false, w.ratio(3));
        adaptive("P7", "time to promote: errors x 3 from minute 30", false, w.ratio(onset()));
    }

    private void fixed(String id, String title, boolean healthy, World world) {
        add(id, title, healthy, world, Course.FIXED);
    }

    private void adaptive(String id, String title, boolean healthy, World world) {
        add(id, title, healthy, world, Course.ADAPTIVE);
    }

    private void add(String id, String title, boolean healthy, World world, Course course) {
        all.add(new Scenario(id, title, healthy, world, course));
    }
}
