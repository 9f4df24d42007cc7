package dev.loopkeeper.local.cli;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Chart;
import dev.loopkeeper.edge.Pages;
import dev.loopkeeper.replay.BatchCalendar;
import dev.loopkeeper.replay.Economics;
import dev.loopkeeper.replay.HistoryFile;
import dev.loopkeeper.replay.MoneyReplay;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A replay as a person reads it, in a terminal and on a page. */
record ReplayReport(MoneyReplay replay, Economics terms, String file, int features, HistoryFile.Loaded history) {
    private static final Map<String, String> NAMES = Map.of("loopkeeper", "the loop", "oracle", "best in hindsight");
    private static final List<Chart.Tone> TONES =
            List.of(Chart.Tone.CHALLENGER, Chart.Tone.BAD, Chart.Tone.WARN, Chart.Tone.CHAMPION, Chart.Tone.MUTED);

    void tell(PrintWriter out) {
        facts().forEach(out::println);
        out.println();
        out.printf("%-18s %9s %14s %14s %14s%n", "policy", "retrains", "errors", "training", "together");
        for (MoneyReplay.Result r : replay.results()) {
            out.printf(
                    Locale.ROOT,
                    "%-18s %9d %14s %14s %14s%n",
                    name(r),
                    r.retrains(),
                    money(r.errors().toDouble()),
                    money(r.training().toDouble()),
                    money(r.cost().toDouble()));
        }
        out.println();
        out.println(replay.recommendation());
        out.flush();
    }

    private List<String> facts() {
        BatchCalendar calendar = replay.calendar();
        List<String> facts = new ArrayList<>();
        facts.add(String.format(
                Locale.ROOT,
                "%s: %,d rows, %d features, %d batches (one a %s), each version learns from %d of them.",
                file,
                (long) history.rows().size() * history.step(),
                features,
                calendar.batches(),
                calendar.unit(),
                replay.window()));
        if (calendar.dated()) {
            facts.add("Scored from " + calendar.starts().get(replay.from())
                    + " on; the rows before teach how versions age.");
        }
        if (!calendar.dated()) {
            facts.add("No time column is known, so there are no weeks and months: name one with --time.");
        }
        facts.add("A retrain costs " + terms.price() + ", a wrong row " + terms.costPerError()
                + (replay.delay() > 0 ? "; labels are " + replay.delay() + " batches late" : "")
                + ". Costs are in " + terms.price().currency() + ".");
        facts.add(cure());
        if (history.skipped() > 0) {
            facts.add(
                    String.format(Locale.ROOT, "%,d rows without a label or a time were left out.", history.skipped()));
        }
        if (history.step() > 1) {
            facts.add("The file is large: every " + history.step() + ". row was used, and counts for as many.");
        }
        facts.add(
                "The model is a simple linear one: it shows how fast this history ages, not how good your own model is.");
        return facts;
    }

    /** What the policy counted with; the running loop counts with the same once it stands in loop.yaml. */
    private String cure() {
        String share = String.format(Locale.ROOT, "%.2f", replay.cure().share());
        String ageing = String.format(Locale.ROOT, "%.6f", replay.cure().ageing());
        if (!terms.cure().equals(LoopConfig.Cure.ALL)) {
            return "A retrain cures what retrain.cure says: share " + share + ", ageing " + ageing + ".";
        }
        return "Learnt from the rows before the scored ones: a retrain cures " + share
                + " of a growing excess loss. For a running loop that counts so, set retrain: {cure: {share: " + share
                + ", ageing: " + ageing + "}}.";
    }

    String html() {
        Pages page = new Pages("Replay of " + file);
        page.add("<h1>What retraining would have cost</h1><p><strong>" + Pages.text(replay.recommendation())
                + "</strong></p>");
        List<List<String>> rows = new ArrayList<>();
        for (MoneyReplay.Result r : replay.results()) {
            rows.add(List.of(
                    Pages.text(name(r)),
                    String.valueOf(r.retrains()),
                    money(r.errors().toDouble()),
                    money(r.training().toDouble()),
                    money(r.cost().toDouble())));
        }
        String currency = terms.price().currency();
        page.section(
                "costs",
                "Costs in " + currency,
                Pages.table(List.of("policy", "retrains", "errors", "training", "together"), rows));
        page.section("time", "Over time", page.figure(chart()));
        StringBuilder facts = new StringBuilder("<ul>");
        facts().forEach(f -> facts.append("<li>").append(Pages.text(f)).append("</li>"));
        return page.section("facts", "How it was counted", facts.append("</ul>").toString())
                .html();
    }

    /** Costs above those of the best in hindsight: the totals themselves would lie on one another. */
    private Chart chart() {
        List<MoneyReplay.Result> results = replay.results();
        List<Double> best = results.get(results.size() - 1).total();
        List<Chart.Series> series = new ArrayList<>();
        for (int i = 0; i + 1 < results.size(); i++) {
            List<double[]> points = new ArrayList<>();
            for (int b = 0; b < best.size(); b++) {
                points.add(new double[] {
                    x(replay.from() + b), results.get(i).total().get(b) - best.get(b)
                });
            }
            series.add(new Chart.Series(name(results.get(i)), TONES.get(i), Chart.Style.LINE, points));
        }
        boolean dated = replay.calendar().dated();
        return new Chart(
                "over-time",
                "Cost so far above the best in hindsight",
                "Lower is better; a step up is a retrain that was paid for.",
                Chart.Axis.of(dated ? "" : "part", dated ? Chart.Scale.TIME : Chart.Scale.NUMBER),
                Chart.Axis.of(terms.price().currency(), Chart.Scale.NUMBER),
                series);
    }

    private double x(int batch) {
        return replay.calendar().dated() ? replay.calendar().starts().get(batch).toEpochMilli() : batch;
    }

    private static String name(MoneyReplay.Result result) {
        return NAMES.getOrDefault(result.name(), result.name());
    }

    private static String money(double amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }
}
