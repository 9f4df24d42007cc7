package dev.loopkeeper.evaluate;

import dev.loopkeeper.config.LoopConfig.Promote;
import dev.loopkeeper.edge.Figures;
import dev.loopkeeper.edge.IntervalPlot;
import dev.loopkeeper.edge.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The part of a report that holds the evidence: interval, metrics, rules and slices. */
final class ComparisonSection {
    private static final Map<Promote, String> RULES = Map.of(
            Promote.BETTER, "better on these rows and not shown worse",
            Promote.NOT_WORSE, "not shown worse, nor outvoted where the versions differ",
            Promote.SIGNIFICANTLY_BETTER, "only what is better beyond chance");

    private ComparisonSection() {}

    static String html(ReportData data) {
        return interval(data.comparison()) + "<div class=\"pair\"><div><h3>Metrics</h3>" + metrics(data)
                + "</div><div><h3>What each rule would have done</h3>" + rules(data.comparison()) + "</div></div>";
    }

    static String title(String metric) {
        return Metric.named(metric).map(Metric::title).orElse(metric);
    }

    private static String interval(Comparison c) {
        if (c.low().isEmpty() || c.high().isEmpty() || c.difference().isEmpty()) {
            return "<p>There is no difference to show: " + Pages.text(c.sentence()) + "</p>";
        }
        double low = c.low().get();
        double high = c.high().get();
        double middle = c.difference().get();
        boolean first = c.champion().isEmpty();
        IntervalPlot plot = IntervalPlot.over(List.of(low, high, middle, -c.margin()));
        String shaded =
                c.margin() > 0 ? " Shaded: a loss up to " + Figures.number(c.margin()) + " counts as not worse." : "";
        return plot.wide(
                        low,
                        middle,
                        high,
                        c.margin(),
                        tone(low, high, middle),
                        first ? "← below the floor" : "← champion better",
                        first ? "above the floor →" : "challenger better →")
                + "<p class=\"note\">Gain in " + Pages.text(title(c.metric()))
                + " with its confidence interval, signed so that right is better ("
                + Pages.text(VerdictSentence.testTitle(c.test())) + ", p " + (c.pValue() < 0.0001 ? "" : "= ")
                + Pages.text(Figures.pValue(c.pValue()))
                + ", " + Figures.count(c.rows()) + " rows)." + shaded
                + " The smallest margin this holdout can prove is "
                + Figures.number(c.provable()) + ".</p>";
    }

    private static String metrics(ReportData data) {
        Map<String, Double> fresh = data.evaluation().challenger();
        Optional<Map<String, Double>> old = data.evaluation().champion();
        List<List<String>> table = new ArrayList<>();
        for (String name : new TreeSet<>(fresh.keySet())) {
            Optional<Double> before = old.map(m -> m.get(name));
            table.add(row(
                    title(name),
                    name.equals(data.comparison().metric()) ? " " + Pages.badge("muted", "decides") : "",
                    Optional.ofNullable(fresh.get(name)),
                    before,
                    gain(name, Optional.ofNullable(fresh.get(name)), before)));
        }
        Comparison c = data.comparison();
        c.challengerLoss()
                .ifPresent(loss -> table.add(row(
                        "loss per row",
                        "",
                        Optional.of(loss),
                        c.championLoss(),
                        c.championLoss().map(b -> b - loss))));
        return Pages.table(List.of("metric", "challenger", "champion", "gain"), table);
    }

    private static List<String> row(
            String name, String mark, Optional<Double> fresh, Optional<Double> old, Optional<Double> gain) {
        return List.of(
                name(name) + mark,
                fresh.map(Figures::number).orElse("–"),
                old.map(Figures::number).orElse("<span class=\"quiet\">–</span>"),
                gain.map(g -> "<span class=\"" + (g > 0 ? "good-text" : g < 0 ? "bad-text" : "quiet") + "\">"
                                + Figures.signed(g) + "</span>")
                        .orElse("<span class=\"quiet\">–</span>"));
    }

    private static Optional<Double> gain(String name, Optional<Double> fresh, Optional<Double> old) {
        return Metric.named(name).flatMap(m -> fresh.flatMap(f -> old.map(o -> m.gain(o, f))));
    }

    private static String rules(Comparison c) {
        List<List<String>> table = Stream.of(Promote.values())
                .map(rule -> List.of(
                        "<span class=\"wrap\"><code>"
                                + rule.name().toLowerCase(Locale.ROOT).replace('_', '-')
                                + "</code><br><span class=\"quiet\">" + RULES.get(rule) + "</span></span>",
                        Boolean.TRUE.equals(c.rules().get(rule))
                                ? Pages.badge("good", "promote")
                                : Pages.badge("muted", "keep champion")))
                .toList();
        return Pages.table(List.of("promote", "outcome"), table);
    }

    static String slices(Comparison c) {
        IntervalPlot plot = IntervalPlot.over(c.slices().stream()
                .flatMap(s -> Stream.of(s.low(), s.high(), s.difference()))
                .toList());
        List<List<String>> table = c.slices().stream()
                .map(s -> List.of(
                        "<span class=\"quiet\">" + name(s.column()) + "</span> " + name(s.value()),
                        plot.row(s.low(), s.difference(), s.high(), s.worse() ? "bad" : s.low() > 0 ? "good" : "muted"),
                        Figures.signed(s.difference()),
                        s.worse()
                                ? Pages.badge("bad", "worse")
                                : s.low() > 0
                                        ? Pages.badge("good", "better")
                                        : "<span class=\"quiet\">no clear difference</span>",
                        Figures.count(s.rows()),
                        Figures.number(s.challenger()),
                        Figures.number(s.champion())))
                .toList();
        return Pages.table(
                        List.of("slice", "gain, with interval", "gain", "finding", "rows", "challenger", "champion"),
                        table)
                + "<p class=\"note\">The worst first. Slices under " + SliceTests.FEWEST_ROWS
                + " rows are not tested. “Worse” holds after Holm's "
                + "correction over all " + Figures.count(c.slices().size())
                + " slices; the intervals are not corrected.</p>";
    }

    private static String name(String outside) {
        return "<span class=\"name\" title=\"" + Pages.text(outside) + "\">" + Pages.text(outside) + "</span>";
    }

    private static String tone(double low, double high, double middle) {
        return low > 0 ? "good" : high < 0 ? "bad" : middle >= 0 ? "good" : "warn";
    }
}
