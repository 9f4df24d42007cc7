package dev.loopkeeper.evaluate;

import dev.loopkeeper.edge.Chart;
import dev.loopkeeper.edge.Figures;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.Pages;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Renders a training report as one HTML page and as JSON. Everything that comes from outside is escaped. */
public final class ReportPage {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private ReportPage() {}

    /** {@code loopkeeper.report/1}: the facts and the curves. */
    private record Document(String format, ReportData report, List<Chart> curves) {}

    /** One self-contained page. */
    public static String html(ReportData data, PairedRows rows) {
        Pages page = new Pages(
                "Training report: " + data.model() + " " + data.version().orElse("run " + data.runId()));
        page.add(head(data)).add(tiles(data));
        page.section("comparison", "Comparison on the same rows", ComparisonSection.html(data));
        if (!data.comparison().slices().isEmpty()) {
            page.section("slices", "Slices", ComparisonSection.slices(data.comparison()));
        }
        String figures = ReportCharts.of(data, rows).stream().map(page::figure).collect(Collectors.joining("\n"));
        if (!figures.isEmpty()) {
            page.section("curves", "Quality in detail", "<div class=\"pair\">" + figures + "</div>");
        }
        data.drift()
                .filter(d -> !d.columns().isEmpty())
                .ifPresent(
                        d -> page.section("drift", "Drift against the champion's reference", OriginSection.drift(d)));
        page.section("features", "Features and cleaning", OriginSection.features(data.evaluation()));
        page.section("lineage", "Lineage", OriginSection.lineage(data));
        return page.html();
    }

    /** The same facts for machines. */
    public static byte[] json(ReportData data, PairedRows rows) {
        return Json.write(new Document("loopkeeper.report/1", data, ReportCharts.of(data, rows)));
    }

    private static String head(ReportData data) {
        Comparison c = data.comparison();
        String badge = c.blessed()
                ? Pages.badge("good", "Blessed")
                : c.verdict() == Verdict.NO_DATA ? Pages.badge("warn", "Not judged") : Pages.badge("bad", "Rejected");
        return "<header class=\"page\"><p class=\"eyebrow\">Loopkeeper training report · run "
                + Pages.text(data.runId()) + " · "
                + MINUTE.format(data.at()) + "</p><h1>" + Pages.text(data.model()) + " "
                + Pages.text(data.version().orElse("")) + " " + badge
                + "</h1><p class=\"lead\">" + Pages.text(c.sentence()) + "</p><p class=\"note\">Started by "
                + Pages.text(data.trigger().name().toLowerCase(Locale.ROOT))
                + (data.decision().isBlank() ? "" : ": ")
                + Pages.text(data.decision()) + "</p></header>";
    }

    private static String tiles(ReportData data) {
        Comparison c = data.comparison();
        String metric = ComparisonSection.title(c.metric());
        String against = c.champion().isPresent() ? "of the champion" : "no champion yet";
        double seconds = data.evaluation().seconds().values().stream()
                .mapToDouble(s -> s)
                .sum();
        return "<div class=\"tiles\">"
                + c.challenger()
                        .map(v -> Pages.tile(
                                metric + ", challenger",
                                Figures.number(v),
                                c.champion()
                                        .map(o -> Figures.number(o) + " " + against)
                                        .orElse(against)))
                        .orElse("")
                + c.difference()
                        .map(d -> Pages.tile(
                                c.champion().isPresent() ? "Gain" : "Gain over the floor",
                                Figures.signed(d),
                                "p " + (c.pValue() < 0.0001 ? "" : "= ") + Figures.pValue(c.pValue())))
                        .orElse("")
                + Pages.tile(
                        "Holdout rows",
                        Figures.count(c.rows()),
                        period(data.evaluation()).replace('-', '\u2011'))
                + Pages.tile(
                        "Training rows",
                        Figures.count(data.evaluation().trainRows()),
                        Figures.count(data.lineage().batches())
                                + (data.lineage().batches() == 1 ? " batch" : " batches"))
                + Pages.tile(
                        "Cost",
                        data.cost().map(Object::toString).orElse("not known"),
                        seconds > 0 ? Figures.seconds(seconds) : "")
                + "</div>";
    }

    static String period(Evaluation e) {
        if (e.holdoutFrom() == null || e.holdoutTo() == null || e.holdoutFrom().isBlank()) {
            return "newest rows";
        }
        return day(e.holdoutFrom()) + " to " + day(e.holdoutTo());
    }

    private static String day(String moment) {
        return moment.length() > 10 && moment.charAt(10) == 'T' ? moment.substring(0, 10) : moment;
    }
}
