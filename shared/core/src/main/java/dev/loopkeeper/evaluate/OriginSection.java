package dev.loopkeeper.evaluate;

import dev.loopkeeper.data.DriftReport;
import dev.loopkeeper.data.DriftReport.ColumnDrift;
import dev.loopkeeper.edge.Figures;
import dev.loopkeeper.edge.Pages;
import dev.loopkeeper.registry.Lineage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of a report that say where a version comes from: drift, features, cleaning, lineage, configuration. */
final class OriginSection {
    private static final int MOST_COLUMNS = 20;
    private static final int MOST_FEATURES = 15;
    // A bar is full at twice its threshold.
    private static final double MARK = 0.5;

    private OriginSection() {}

    static String drift(DriftReport drift) {
        List<List<String>> table = drift.columns().stream()
                .limit(MOST_COLUMNS)
                .map(OriginSection::column)
                .toList();
        int hidden = drift.columns().size() - table.size();
        return "<p>" + Pages.text(drift.sentence()) + "</p>"
                + Pages.table(
                        List.of("column", "against its threshold", "distance", "threshold", "", "how it moved"), table)
                + "<p class=\"note\">" + Figures.count(drift.rows()) + " rows against "
                + Figures.count(drift.referenceRows())
                + " of the reference. The mark is the threshold: smallest effect that matters, noise at this number of rows, and a correction "
                + "over columns." + (hidden > 0 ? " " + hidden + " columns that moved less are not shown." : "")
                + "</p>";
    }

    private static List<String> column(ColumnDrift c) {
        double share = c.threshold() > 0 ? c.distance() / c.threshold() * MARK : c.moved() ? 1 : 0;
        return List.of(
                "<span class=\"name\" title=\"" + Pages.text(c.column()) + "\">" + Pages.text(c.column()) + "</span>",
                Pages.bar(c.moved() ? "warn" : "muted", share, MARK),
                Figures.round(c.distance()) + " <span class=\"quiet\">" + Pages.text(c.measure()) + "</span>",
                Figures.round(c.threshold()),
                c.moved() ? Pages.badge("warn", "moved") : "<span class=\"quiet\">steady</span>",
                "<span class=\"wrap\">" + Pages.text(c.sentence()) + "</span>");
    }

    static String features(Evaluation e) {
        double most = e.importance().values().stream().mapToDouble(v -> v).max().orElse(1);
        List<List<String>> features = e.importance().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(MOST_FEATURES)
                .map(f -> List.of(
                        "<span class=\"name\" title=\"" + Pages.text(f.getKey()) + "\">" + Pages.text(f.getKey())
                                + "</span>",
                        Pages.bar("challenger", f.getValue() / most, 0),
                        Figures.percent(f.getValue())))
                .toList();
        List<List<String>> cleaning = e.cleaning().entrySet().stream()
                .map(c -> List.of(
                        "<span class=\"wrap\">" + Pages.text(c.getKey()) + "</span>", Figures.count(c.getValue())))
                .toList();
        return "<div class=\"pair\"><div><h3>Features by share of the gain</h3>"
                + (features.isEmpty()
                        ? "<p class=\"quiet\">The pipeline did not report any.</p>"
                        : Pages.table(List.of("feature", "", "share"), features))
                + "</div><div><h3>Cleaning</h3>"
                + (cleaning.isEmpty()
                        ? "<p class=\"quiet\">Nothing had to be cleaned.</p>"
                        : Pages.table(List.of("what was done", "count"), cleaning))
                + "</div></div>";
    }

    static String lineage(ReportData data) {
        return "<div class=\"pair\"><div>" + list(origin(data)) + "</div><div><h3>Configuration</h3>"
                + list(data.configuration()) + "<h3>Time</h3>" + list(timings(data.evaluation())) + "</div></div>";
    }

    private static Map<String, String> origin(ReportData data) {
        Lineage l = data.lineage();
        Evaluation e = data.evaluation();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Parent", l.parent().isBlank() ? "none, first version" : l.parent());
        facts.put("Batches", Figures.count(l.batches()));
        facts.put("Rows", Figures.count(l.rows()));
        facts.put("Holdout", Figures.count(e.holdoutRows()) + " rows, " + ReportPage.period(e));
        facts.put("Git commit", l.gitCommit().isBlank() ? "not known" : l.gitCommit());
        facts.put("Batches hash", l.batchesHash());
        facts.put("Holdout hash", e.holdoutHash());
        facts.put("Configuration hash", l.configHash());
        facts.put("Pipeline hash", l.pipelineHash());
        facts.put("Artefact", e.artifact());
        facts.put("Artefact hash", e.artifactHash());
        return facts;
    }

    private static Map<String, String> timings(Evaluation e) {
        Map<String, String> parts = new LinkedHashMap<>();
        e.seconds().forEach((part, seconds) -> parts.put(part, Figures.seconds(seconds)));
        return parts;
    }

    private static String list(Map<String, String> facts) {
        List<String> items = new ArrayList<>();
        facts.forEach(
                (name, value) -> items.add("<dt>" + Pages.text(name) + "</dt><dd>" + Pages.text(value) + "</dd>"));
        return items.isEmpty() ? "<p class=\"quiet\">Not reported.</p>" : "<dl>" + String.join("", items) + "</dl>";
    }
}
