package dev.loopkeeper.bench.retrain;

import dev.loopkeeper.bench.out.Acceptance;
import dev.loopkeeper.bench.out.Sheet;
import dev.loopkeeper.bench.out.TextTable;
import dev.loopkeeper.edge.Chart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of a retrain benchmark as tables, plots and goals. */
record RetrainSheet(List<Scored> scores, List<Double> alphas, double seconds) {
    private static final double LIMIT = .07;
    private static final double LATE_LIMIT = .08;
    private static final double WORST = .15;
    private static final double SECONDS = 5;
    private static final int LATE = 4;
    private static final List<Chart.Tone> TONES = List.of(
            Chart.Tone.CHAMPION,
            Chart.Tone.MUTED,
            Chart.Tone.BAD,
            Chart.Tone.WARN,
            Chart.Tone.GOOD,
            Chart.Tone.CHALLENGER);

    Sheet sheet() {
        Sheet sheet = new Sheet("Retrain policies on history: what waiting and retraining cost");
        sheet.section("How it is counted")
                .note("A cost of 1 is one batch of nothing but errors; alpha is the price of a retrain in that unit."
                        + " A batch is served before its labels are known. The first 30 % tune, the rest is scored."
                        + " Policies named oracle know the future and cannot be run.");
        streams().forEach((key, rows) -> section(sheet, key, rows));
        delays().forEach((delay, rows) -> summary(sheet, delay, rows));
        sheet.section("Goals").table(Acceptance.table(goals()));
        return sheet;
    }

    private void section(Sheet sheet, String key, List<Scored> rows) {
        List<String> headings = new ArrayList<>(List.of("policy", "% over oracle"));
        alphas.forEach(a -> headings.add("alpha " + a));
        headings.add("paid");
        List<List<String>> cells = new ArrayList<>();
        byPolicy(rows).forEach((name, list) -> {
            List<String> line = new ArrayList<>(List.of(name, percent(mean(list))));
            list.forEach(s -> line.add(String.format(Locale.ROOT, "%.2f (%d)", s.cost(), s.retrains())));
            double paid = list.stream()
                    .filter(s -> s.precision() != null)
                    .mapToDouble(Scored::precision)
                    .average()
                    .orElse(Double.NaN);
            line.add(Double.isNaN(paid) ? "-" : percent(paid) + " %");
            cells.add(line);
        });
        sheet.section(key)
                .note(
                        "Cost (retrains) a price; paid: share of the retrains that earned their price within eight batches.")
                .table(new TextTable(headings, cells))
                .chart(curves(key, rows));
    }

    private Chart curves(String key, List<Scored> rows) {
        List<Chart.Series> series = new ArrayList<>();
        List<String> shown = List.of("periodic-8", "never", "adwin", "cara-ct", "upf-lite", Field.OURS);
        byPolicy(rows).forEach((name, list) -> {
            if (shown.contains(name)) {
                Chart.Tone tone = TONES.get(shown.indexOf(name));
                series.add(new Chart.Series(
                        name,
                        tone,
                        name.equals(Field.OURS) ? Chart.Style.LINE : Chart.Style.DASHED,
                        list.stream()
                                .map(s -> new double[] {s.alpha(), s.overOracle()})
                                .toList()));
            }
        });
        String id = "curve-" + Integer.toHexString(key.hashCode());
        return new Chart(
                id,
                "Cost over the oracle by price, " + key,
                "",
                Chart.Axis.of("alpha", Chart.Scale.NUMBER),
                Chart.Axis.of("over oracle", Chart.Scale.SHARE),
                series);
    }

    private static void summary(Sheet sheet, int delay, List<Scored> rows) {
        List<List<String>> cells = byPolicy(rows).entrySet().stream()
                .sorted(Map.Entry.comparingByValue((a, b) -> Double.compare(mean(a), mean(b))))
                .map(e -> List.of(e.getKey(), percent(mean(e.getValue())), percent(worst(e.getValue()))))
                .toList();
        sheet.section("All streams, labels " + delay + " batches late")
                .table(new TextTable(List.of("policy", "mean % over oracle", "worst stream"), cells));
    }

    /** The promises, each met or missed. */
    List<Acceptance> goals() {
        List<Acceptance> goals = new ArrayList<>();
        delays().forEach((delay, rows) -> {
            Map<String, List<Scored>> policies = byPolicy(rows);
            double ours = mean(policies.get(Field.OURS));
            double limit = delay < LATE ? LIMIT : LATE_LIMIT;
            goals.add(Acceptance.of(
                    "mean over oracle, delay " + delay,
                    "<= " + percent(limit) + " %",
                    percent(ours) + " %",
                    ours <= limit));
            double worst = worst(policies.get(Field.OURS));
            goals.add(Acceptance.of(
                    "worst stream, delay " + delay,
                    "<= " + percent(WORST) + " %",
                    percent(worst) + " %",
                    worst <= WORST));
            Map.Entry<String, List<Scored>> next = policies.entrySet().stream()
                    .filter(e -> !e.getKey().equals(Field.OURS) && !e.getKey().startsWith(Field.HINDSIGHT))
                    .min(Map.Entry.comparingByValue((a, b) -> Double.compare(mean(a), mean(b))))
                    .orElseThrow();
            goals.add(Acceptance.of(
                    "beats every policy that can be run, delay " + delay,
                    "< " + percent(mean(next.getValue())) + " % (" + next.getKey() + ")",
                    percent(ours) + " %",
                    ours < mean(next.getValue())));
        });
        goals.add(Acceptance.of(
                "whole replay", "< 5 s", String.format(Locale.ROOT, "%.1f s", seconds), seconds < SECONDS));
        return goals;
    }

    private Map<String, List<Scored>> streams() {
        return scores.stream()
                .collect(Collectors.groupingBy(
                        s -> s.stream() + ", labels " + s.delay() + " batches late",
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private Map<Integer, List<Scored>> delays() {
        return scores.stream().collect(Collectors.groupingBy(Scored::delay, LinkedHashMap::new, Collectors.toList()));
    }

    private static Map<String, List<Scored>> byPolicy(List<Scored> rows) {
        return rows.stream().collect(Collectors.groupingBy(Scored::name, LinkedHashMap::new, Collectors.toList()));
    }

    private static double mean(List<Scored> rows) {
        return rows.stream().mapToDouble(Scored::overOracle).average().orElse(Double.NaN);
    }

    private static double worst(List<Scored> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(Scored::stream, Collectors.averagingDouble(Scored::overOracle)))
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.NaN);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
