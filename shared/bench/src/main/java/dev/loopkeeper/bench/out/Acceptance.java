package dev.loopkeeper.bench.out;

import java.util.List;

/**
 * One goal of a benchmark, what it asks and what was measured.
 *
 * @param stretch whether it is wished for, not required
 */
public record Acceptance(String goal, String asked, String measured, boolean met, boolean stretch) {
    /** A required goal. */
    public static Acceptance of(String goal, String asked, String measured, boolean met) {
        return new Acceptance(goal, asked, measured, met, false);
    }

    /** A goal that is wished for. */
    public static Acceptance stretch(String goal, String asked, String measured, boolean met) {
        return new Acceptance(goal, asked, measured, met, true);
    }

    /** The closing block of a benchmark. */
    public static TextTable table(List<Acceptance> goals) {
        return new TextTable(
                List.of("goal", "asked", "measured", "result"),
                goals.stream()
                        .map(g -> List.of(g.goal, g.asked, g.measured, g.result()))
                        .toList());
    }

    private String result() {
        return (met ? "met" : "missed") + (stretch ? " (stretch)" : "");
    }
}
