package dev.loopkeeper.bench.judge;

import dev.loopkeeper.bench.out.Acceptance;
import dev.loopkeeper.bench.out.Sheet;
import dev.loopkeeper.bench.out.TextTable;
import dev.loopkeeper.edge.Chart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** The figures of the judges as tables, plots and records. */
final class JudgeSheet {
    private final List<Tally> tallies;
    private final Map<Scenario, List<Tally>> byScenario = new LinkedHashMap<>();

    JudgeSheet(List<Tally> tallies) {
        this.tallies = tallies;
        tallies.forEach(t ->
                byScenario.computeIfAbsent(t.scenario(), s -> new ArrayList<>()).add(t));
    }

    /** One cell for machines; absent where nothing rolled back or was promoted. */
    record Row(
            String scenario,
            String judge,
            String profile,
            double rollback,
            OptionalInt medianMinute,
            double harmed,
            OptionalInt promoteMinute,
            double low,
            double high,
            double promoted,
            long reps) {}

    List<Row> rows() {
        return tallies.stream()
                .map(t -> new Row(
                        t.scenario().id(),
                        t.contender().name(),
                        t.contender().profile(),
                        t.rollback().value(),
                        t.medianMinute(),
                        t.harmed(),
                        t.promoteMinute(),
                        t.rollback().low(),
                        t.rollback().high(),
                        t.promoted().value(),
                        t.rollback().trials()))
                .toList();
    }

    Sheet sheet(int reps, long seed) {
        Sheet sheet = new Sheet("Canary judges, " + reps + " rollouts a cell, seed " + seed);
        cells(
                sheet,
                "Rollbacks of healthy challengers, % @ median minute",
                s -> s.healthy() && s.counts(),
                JudgeSheet::rollback);
        cells(
                sheet,
                "Rollbacks of bad challengers, % @ median minute",
                s -> !s.healthy() && s.counts(),
                JudgeSheet::rollback);
        cells(sheet, "Harmed requests a rollout", s -> !s.healthy() && s.counts(), t -> decimal(t.harmed()));
        cells(
                sheet,
                "Rollbacks where a mean value is judged, % @ median minute",
                Scenario::value,
                JudgeSheet::rollback);
        cells(
                sheet,
                "Time to promote: rolled back %, promoted % @ median minute",
                Scenario::adaptive,
                JudgeSheet::promotion);
        intervals(sheet);
        sheet.section("Goals").table(Acceptance.table(JudgeGoals.of(tallies)));
        return sheet;
    }

    private interface Which {
        boolean has(Scenario scenario);
    }

    private interface Cell {
        String of(Tally tally);
    }

    private void cells(Sheet sheet, String heading, Which which, Cell cell) {
        List<Scenario> chosen = byScenario.keySet().stream().filter(which::has).toList();
        if (chosen.isEmpty()) {
            return;
        }
        List<String> headings = new ArrayList<>(List.of("scenario"));
        byScenario
                .get(chosen.get(0))
                .forEach(t ->
                        headings.add(t.contender().name() + " " + t.contender().profile()));
        List<List<String>> rows = new ArrayList<>();
        for (Scenario scenario : chosen) {
            List<String> row = new ArrayList<>(List.of(scenario.id() + " " + scenario.title()));
            byScenario.get(scenario).forEach(t -> row.add(cell.of(t)));
            rows.add(row);
        }
        sheet.section(heading).table(new TextTable(headings, rows));
        if (cell.of(byScenario.get(chosen.get(0)).get(0)).contains("@") || heading.startsWith("Harmed")) {
            sheet.chart(chart(heading, chosen, heading.startsWith("Harmed")));
        }
    }

    private Chart chart(String heading, List<Scenario> scenarios, boolean harm) {
        List<Chart.Series> series = new ArrayList<>();
        for (Tally of : byScenario.get(scenarios.get(0))) {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < scenarios.size(); i++) {
                Tally t = byScenario.get(scenarios.get(i)).stream()
                        .filter(x -> x.contender().equals(of.contender()))
                        .findFirst()
                        .orElseThrow();
                points.add(new double[] {i, harm ? t.harmed() : t.rollback().value()});
            }
            series.add(new Chart.Series(
                    of.contender().name() + " " + of.contender().profile(), tone(of), Chart.Style.BARS, points));
        }
        Chart.Scale scale = harm ? Chart.Scale.NUMBER : Chart.Scale.SHARE;
        String id = heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-").replaceAll("-$", "");
        return new Chart(
                id,
                heading,
                "",
                Chart.Axis.categories(
                        "scenario", scenarios.stream().map(Scenario::id).toList()),
                Chart.Axis.of(harm ? "requests" : "rolled back", scale),
                series);
    }

    private static Chart.Tone tone(Tally t) {
        switch (t.contender().name() + t.contender().profile()) {
            case "loopkeeperstrict":
                return Chart.Tone.CHAMPION;
            case "loopkeeperbalanced":
                return Chart.Tone.GOOD;
            case "flagger99/5":
                return Chart.Tone.BAD;
            case "flagger98/5":
                return Chart.Tone.WARN;
            default:
                return t.contender().name().equals("kayenta") ? Chart.Tone.CHALLENGER : Chart.Tone.MUTED;
        }
    }

    private void intervals(Sheet sheet) {
        List<List<String>> rows = tallies.stream()
                .filter(t -> t.contender().ours())
                .map(t -> List.of(
                        t.scenario().id() + " " + t.contender().profile(),
                        t.rollback().interval(),
                        minute(t.medianMinute()),
                        decimal(t.harmed()),
                        t.promoted().interval(),
                        minute(t.promoteMinute()),
                        String.valueOf(t.blind())))
                .toList();
        sheet.section("Loopkeeper with 95 % intervals (Wilson)")
                .table(new TextTable(
                        List.of("scenario", "rollback %", "median", "harmed", "promoted %", "median", "moved blind"),
                        rows));
    }

    private static String rollback(Tally t) {
        return t.rollback().percent()
                + (t.medianMinute().isPresent() ? "@" + t.medianMinute().getAsInt() : "");
    }

    private static String promotion(Tally t) {
        return t.rollback().percent() + ", " + t.promoted().percent() + "@" + minute(t.promoteMinute());
    }

    private static String minute(OptionalInt minute) {
        return minute.isPresent() ? String.valueOf(minute.getAsInt()) : "-";
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
