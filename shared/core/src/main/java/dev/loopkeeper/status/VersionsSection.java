package dev.loopkeeper.status;

import dev.loopkeeper.edge.Figures;
import dev.loopkeeper.edge.Pages;
import dev.loopkeeper.registry.Lineage;
import dev.loopkeeper.registry.RegisteredVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every version of the registry, rejected ones too, with its verdict, its report and where it comes from. */
final class VersionsSection {
    private static final int SHOWN = 8;
    private static final int LISTED = 200;

    private VersionsSection() {}

    static String html(ModelView view) {
        String failed = failedRuns(view);
        if (view.versions().isEmpty()) {
            return Html.empty(
                            "No version was registered yet. Each training run becomes one, whether it is blessed or rejected.")
                    + failed;
        }
        Map<String, LoopHistory.Run> runs = view.history().runs().stream()
                .collect(Collectors.toMap(LoopHistory.Run::runId, Function.identity(), (a, b) -> a));
        List<RegisteredVersion> newest = new ArrayList<>(view.versions());
        Collections.reverse(newest);
        List<List<Html.Cell>> rows = newest.stream()
                .limit(LISTED)
                .map(v -> row(v, runs.get(v.registration().runId())))
                .toList();
        return Html.folded("versions-more", rows, SHOWN) + failed;
    }

    private static List<Html.Cell> row(RegisteredVersion v, LoopHistory.Run run) {
        String aliases = new TreeSet<>(v.aliases())
                .stream()
                        .map(a -> Pages.badge(
                                a.equals("champion") ? "good" : a.equals("challenger") ? "info" : "muted", a))
                        .collect(Collectors.joining(" "));
        String runId = v.registration().runId();
        return List.of(
                Html.Cell.plain("Version", "<strong>" + Pages.text(v.version()) + "</strong> " + aliases),
                new Html.Cell("Registered", Moments.dayHtml(v.registration().at())),
                Html.Cell.plain(
                        "Verdict",
                        v.registration().blessed() ? Pages.badge("good", "Blessed") : Pages.badge("bad", "Rejected")),
                Html.Cell.plain("Why", Html.wide(v.registration().verdict())),
                Html.Cell.plain("From", lineage(v.registration().lineage())),
                Html.Cell.text("Cost", run == null ? "" : Words.money(run.cost())),
                Html.Cell.plain(
                        "Report",
                        runId.isEmpty()
                                ? ""
                                : Html.link(
                                        "../reports/"
                                                + Html.segment(v.registration().model()) + "/" + Html.segment(runId)
                                                + ".html",
                                        "Report")));
    }

    private static String lineage(Lineage lineage) {
        String parent = lineage.parent().isEmpty() ? "" : ", against " + lineage.parent();
        String hashes = "batches " + brief(lineage.batchesHash()) + ", config " + brief(lineage.configHash())
                + ", pipeline " + brief(lineage.pipelineHash())
                + (lineage.gitCommit().isEmpty() ? "" : ", commit " + brief(lineage.gitCommit()));
        return "<span class=\"wrap\" title=\"" + Pages.text(hashes) + "\">"
                + Pages.text(Figures.count(lineage.rows()) + " rows of " + Figures.count(lineage.batches())
                        + (lineage.batches() == 1 ? " batch" : " batches") + parent)
                + "</span>";
    }

    private static String failedRuns(ModelView view) {
        List<List<Html.Cell>> rows = view.history().runs().stream()
                .filter(r -> r.verdict().isEmpty())
                .limit(20)
                .map(r -> List.of(
                        Html.Cell.text("Run", r.runId()),
                        new Html.Cell("Claimed", Moments.html(r.at())),
                        new Html.Cell("Outcome", Html.wide(r.outcome())),
                        Html.Cell.text("Cost", Words.money(r.cost()))))
                .toList();
        return rows.isEmpty() ? "" : "<h3>Runs without a version</h3>" + Html.stack(rows);
    }

    private static String brief(String hash) {
        return hash.isEmpty() ? "unknown" : hash.substring(0, Math.min(8, hash.length()));
    }
}
