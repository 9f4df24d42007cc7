package dev.loopkeeper.bench.gate;

import dev.loopkeeper.bench.out.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How our rules do beside the peers, cell by cell and over all cells.
 *
 * <p>The goal is about the mean over all cells. A cell alone is one run over some dozens of decisions: which peer is
 * best there is known afterwards only.
 */
final class ReplayVerdicts {
    private static final List<String> HEADINGS = List.of(
            "world",
            "best peer",
            "not-worse over it",
            "not-worse over no gate",
            "fewer promotions",
            "better over not-worse");

    private ReplayVerdicts() {}

    static TextTable table(List<Replayed> replayed) {
        List<List<String>> rows = new ArrayList<>();
        replayed.stream()
                .map(Replayed::cell)
                .distinct()
                .forEach(cell -> rows.add(row(
                        cell,
                        replayed.stream().filter(r -> r.cell().equals(cell)).toList())));
        rows.add(row("all cells", replayed));
        return new TextTable(HEADINGS, rows);
    }

    /** The rule of others with the least mean error over these cells. */
    static Rule bestPeer(List<Replayed> cells) {
        return Arrays.stream(Rule.values())
                .filter(r -> !r.ours())
                .min(Comparator.comparingDouble(r -> error(cells, r)))
                .orElseThrow();
    }

    static double error(List<Replayed> cells, Rule rule) {
        return cells.stream()
                .filter(r -> r.rule() == rule)
                .mapToDouble(Replayed::error)
                .average()
                .orElse(Double.NaN);
    }

    static int promotions(List<Replayed> cells, Rule rule) {
        return cells.stream()
                .filter(r -> r.rule() == rule)
                .mapToInt(Replayed::promotions)
                .sum();
    }

    /** Share of the promotions of no gate that {@code not-worse} does without. */
    static double saved(List<Replayed> cells) {
        return 1 - (double) promotions(cells, Rule.NOT_WORSE) / promotions(cells, Rule.NO_GATE);
    }

    private static List<String> row(String name, List<Replayed> cells) {
        Rule best = bestPeer(cells);
        double notWorse = error(cells, Rule.NOT_WORSE);
        return List.of(
                name,
                best.title() + " " + best.variant(),
                over(notWorse, error(cells, best)),
                over(notWorse, error(cells, Rule.NO_GATE)),
                percent(saved(cells)),
                over(error(cells, Rule.BETTER), notWorse));
    }

    /** By how much one error is above another. */
    static String over(double error, double other) {
        return String.format(Locale.ROOT, "%+.2f %%", 100 * (error / other - 1));
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
