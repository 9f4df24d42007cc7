package dev.loopkeeper.bench.gate;

import dev.loopkeeper.bench.out.Acceptance;
import dev.loopkeeper.bench.out.Sheet;
import dev.loopkeeper.bench.out.TextTable;
import dev.loopkeeper.edge.Chart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of the gates as tables, plots and records. */
record GateSheet(List<SimulatedTally> simulated, List<Replayed> replayed) {
    private static final Map<Double, String> CHALLENGERS = new LinkedHashMap<>();

    static {
        CHALLENGERS.put(2.0, "Promotions of a clearly worse challenger (2 x the error), %");
        CHALLENGERS.put(1.1, "Promotions of a slightly worse challenger (1.1 x), %");
        CHALLENGERS.put(1.0, "Promotions of an equally good challenger, %");
        CHALLENGERS.put(.9, "Promotions of a slightly better challenger (0.9 x), %");
        CHALLENGERS.put(.5, "Promotions of a clearly better challenger (0.5 x), %");
    }

    /** One figure for machines. */
    record Row(
            String world,
            String gate,
            String rule,
            double factor,
            double promoted,
            double low,
            double high,
            long trials) {}

    /** One replay for machines. */
    record ReplayRow(String stream, int cadence, String gate, String rule, double meanError, int promotions) {}

    /** Everything for machines. */
    record Figures(List<Row> simulated, List<ReplayRow> replayed, List<Acceptance> goals) {}

    Figures figures() {
        List<Row> rows = new ArrayList<>();
        simulated.forEach(t -> t.promoted()
                .forEach((rule, share) -> rows.add(new Row(
                        t.of().name(),
                        rule.title(),
                        rule.variant(),
                        t.of().factor(),
                        share.value(),
                        share.low(),
                        share.high(),
                        share.trials()))));
        List<ReplayRow> replays = replayed.stream()
                .map(r -> new ReplayRow(
                        r.stream(), r.cadence(), r.rule().title(), r.rule().variant(), r.error(), r.promotions()))
                .toList();
        return new Figures(rows, replays, GateGoals.of(simulated, replayed));
    }

    Sheet sheet(int reps, long seed) {
        Sheet sheet = new Sheet("Comparison gates, " + reps + " trials a cell, seed " + seed);
        CHALLENGERS.forEach((factor, heading) -> promotions(sheet, factor, heading));
        if (!replayed.isEmpty()) {
            replays(sheet);
        }
        return sheet.section("Goals").note(GateGoals.BOUND).table(Acceptance.table(GateGoals.of(simulated, replayed)));
    }

    private void promotions(Sheet sheet, double factor, String heading) {
        List<SimulatedTally> of =
                simulated.stream().filter(t -> t.of().factor() == factor).toList();
        List<List<String>> rows = new ArrayList<>();
        for (SimulatedTally tally : of) {
            List<String> row = new ArrayList<>(List.of(tally.of().name()));
            Arrays.stream(Rule.values())
                    .forEach(rule -> row.add(tally.promoted().get(rule).percent()));
            rows.add(row);
        }
        sheet.section(heading).table(new TextTable(headings(), rows)).chart(chart(of, heading, factor));
    }

    private static List<String> headings() {
        List<String> headings = new ArrayList<>(List.of("world"));
        Arrays.stream(Rule.values()).forEach(rule -> headings.add(rule.title() + " " + rule.variant()));
        return headings;
    }

    private static Chart chart(List<SimulatedTally> of, String heading, double factor) {
        List<Chart.Series> series = new ArrayList<>();
        for (Rule rule : List.of(Rule.NOT_WORSE, Rule.BETTER, Rule.NAIVE, Rule.SUPERIORITY)) {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < of.size(); i++) {
                points.add(new double[] {i, of.get(i).promoted().get(rule).value()});
            }
            series.add(new Chart.Series(rule.title() + " " + rule.variant(), tone(rule), Chart.Style.BARS, points));
        }
        return new Chart(
                "promoted-" + Math.round(10 * factor),
                heading,
                "",
                Chart.Axis.categories(
                        "world", of.stream().map(t -> t.of().name()).toList()),
                Chart.Axis.between("promoted", Chart.Scale.SHARE, 0, 1),
                series);
    }

    private static Chart.Tone tone(Rule rule) {
        return switch (rule) {
            case NOT_WORSE -> Chart.Tone.CHAMPION;
            case BETTER -> Chart.Tone.GOOD;
            case NAIVE -> Chart.Tone.BAD;
            default -> Chart.Tone.MUTED;
        };
    }

    private void replays(Sheet sheet) {
        List<List<String>> rows = new ArrayList<>();
        replayed.stream().map(Replayed::cell).distinct().forEach(cell -> {
            List<String> row = new ArrayList<>(List.of(cell));
            replayed.stream()
                    .filter(r -> cell.equals(r.cell()))
                    .forEach(r -> row.add(figure(r.error(), r.promotions())));
            rows.add(row);
        });
        List<String> mean = new ArrayList<>(List.of("mean, total"));
        Arrays.stream(Rule.values())
                .forEach(rule -> mean.add(
                        figure(ReplayVerdicts.error(replayed, rule), ReplayVerdicts.promotions(replayed, rule))));
        rows.add(mean);
        sheet.section("Replay: mean live error (promotions)").table(new TextTable(headings(), rows));
        sheet.section("Replay: our rules beside the peers").table(ReplayVerdicts.table(replayed));
    }

    private static String figure(double error, int promotions) {
        return String.format(Locale.ROOT, "%.4f (%d)", error, promotions);
    }
}
