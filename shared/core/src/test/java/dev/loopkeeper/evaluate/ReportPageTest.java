package dev.loopkeeper.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.config.LoopConfig.Promote;
import dev.loopkeeper.data.DriftReport;
import dev.loopkeeper.data.DriftReport.ColumnDrift;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.registry.Lineage;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.Trigger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportPageTest {
    private static final String HOSTILE = "</script><script>alert('x')</script><img src=x onerror=alert(1)>";

    private static PairedRows carriers(PairedRows rows, String... names) {
        return Holdouts.sliced(
                rows,
                "carrier",
                IntStream.range(0, rows.size())
                        .mapToObj(i -> names[(i * 7 + i / 3) % names.length])
                        .toList());
    }

    private static ReportData data(Metric metric, PairedRows rows, String name, Promote rule, String... slices) {
        Evaluation bare = Holdouts.evaluation(metric, rows);
        Map<String, Double> importance = new LinkedHashMap<>();
        String[] features = {
            "sched_dep_hour", name, "carrier", "distance", "temp", "visib", "origin=EWR", "month", "wind_speed"
        };
        for (int i = 0; i < features.length; i++) {
            importance.put(features[i], 0.34 / (1 + 0.55 * i));
        }
        Map<String, Long> cleaning = new LinkedHashMap<>();
        cleaning.put("rows without a label dropped", 1204L);
        cleaning.put("exact duplicates dropped", 37L);
        cleaning.put("missing " + name + " filled with the median", 412L);
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("read", 1.9);
        seconds.put("train", 14.2);
        seconds.put("score", 0.8);
        Evaluation e = new Evaluation(
                bare.format(),
                bare.model(),
                bare.runId(),
                bare.task(),
                bare.metric(),
                bare.holdoutRows(),
                bare.holdoutHash(),
                "2013-05-06T05:00:00Z",
                "2013-05-12T23:30:00Z",
                61_452,
                bare.challenger(),
                bare.champion(),
                bare.championVersion(),
                "runs/late-arrivals/20130513-a1/model.ubj",
                bare.artifactHash(),
                bare.pipelineHash(),
                cleaning,
                importance,
                List.of(slices),
                Optional.of("1"),
                Optional.empty(),
                seconds);
        Comparison c = new PairedGate().compare(e, rows, Holdouts.terms(rule, slices), 0);
        DriftReport drift = new DriftReport(
                58_000,
                6_120,
                List.of(
                        new ColumnDrift(
                                "temp", "wasserstein", 0.62, 0.2, true, .4, .62, .3, .1, "mean rose from 41.2 to 66.8"),
                        new ColumnDrift(
                                name, "psi", 0.27, 0.2, true, .27, .1, .1, .1, "share of 'EWR' rose from 31 % to 44 %"),
                        new ColumnDrift(
                                "distance", "ks", 0.03, 0.1, false, .01, .01, .03, .01, "no change worth telling"),
                        new ColumnDrift(
                                "visib",
                                "wasserstein",
                                0.02,
                                0.2,
                                false,
                                .01,
                                .02,
                                .03,
                                .01,
                                "no change worth telling")),
                "2 of 4 columns moved: temp rose, " + name + " shifted.");
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("promote", "better");
        configuration.put("confidence", "95 %");
        configuration.put("rounds", "200");
        return new ReportData(
                "late-arrivals",
                "20130513-a1",
                Optional.of("v4"),
                Trigger.DATA,
                "6,120 new rows; waiting a week is expected to cost 18.40 USD, a retrain 1.05 USD.",
                Instant.parse("2013-05-13T02:14:00Z"),
                c,
                e,
                rows.champion().map(x -> drift),
                new Lineage(
                        Holdouts.HASH,
                        19,
                        67_572,
                        "9f1c2ab",
                        Holdouts.HASH,
                        Holdouts.HASH,
                        rows.champion().isPresent() ? "v3" : ""),
                Optional.of(Money.parse("1.05 USD")),
                configuration);
    }

    private static ReportData sample(PairedRows rows, Promote rule) {
        return data(Metric.AUC, rows, "dep_delay", rule, "carrier");
    }

    @Test
    void shouldSayTheVerdictAndShowItsEvidenceInOneSelfContainedPage() {
        PairedRows rows = carriers(Holdouts.classifiers(4, 5210, 0.30, 0.28), "UA", "DL", "AA", "B6", "EV");
        ReportData data = sample(rows, Promote.BETTER);
        String html = ReportPage.html(data, rows);
        assertThat(html)
                .contains(
                        ">Blessed<",
                        "same 5,210 rows",
                        "id=\"slices\"",
                        "id=\"drift\"",
                        "id=\"roc\"",
                        "id=\"calibration\"");
        assertThat(html)
                .contains(
                        "significantly-better", "mean rose from 41.2", "1.05 USD", "61,452", "9f1c2ab", "MIT licence");
        assertThat(html).doesNotContain("src=\"http", "href=\"http");
        assertThat(html.split("<script>")[0]).doesNotContain("url(", "NaN", "Infinity", "null");
        assertThat(html.split("Content-Security-Policy")[1])
                .startsWith("\" content=\"default-src 'none'")
                .contains("'sha256-");
    }

    @Test
    void shouldReportARejectionAndWhatCouldNotBeJudged() {
        PairedRows worse = carriers(Holdouts.classifiers(4, 3000, 0.2, 0.4), "UA", "DL");
        assertThat(ReportPage.html(sample(worse, Promote.BETTER), worse))
                .contains(">Rejected<", "shown worse", ">worse<");
        PairedRows broken = new PairedRows(worse.label(), worse.champion(), new double[3000], worse.slices());
        broken.challenger()[5] = Double.NaN;
        String html = ReportPage.html(sample(broken, Promote.BETTER), broken);
        assertThat(html).contains(">Not judged<", "is not a finite number").doesNotContain("<canvas");
        PairedRows none = new PairedRows(new double[0], Optional.empty(), new double[0], Map.of());
        assertThat(ReportPage.html(sample(none, Promote.BETTER), none)).contains(">Not judged<", "no rows");
    }

    @Test
    void shouldEscapeEveryNameFromOutside() {
        PairedRows rows = carriers(Holdouts.classifiers(4, 3000, 0.30, 0.25), "UA", HOSTILE);
        ReportData data = data(Metric.AUC, rows, HOSTILE, Promote.BETTER, "carrier");
        String html = ReportPage.html(data, rows);
        assertThat(html)
                .contains("&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)")
                .doesNotContain("<img", "alert('x')</script>");
        // Data island, library, drawing: three elements, whatever the names hold.
        assertThat(html.split("</script>", -1)).hasSize(4);
    }

    @Test
    void shouldWriteTheSameFactsAsJsonWithThinnedCurves() throws IOException {
        PairedRows rows = carriers(Holdouts.classifiers(4, 20_000, 0.30, 0.25), "UA", "DL");
        JsonNode json = Json.tree(ReportPage.json(sample(rows, Promote.BETTER), rows), "report");
        assertThat(json.at("/format").asText()).isEqualTo("loopkeeper.report/1");
        assertThat(json.at("/report/comparison/verdict").asText()).isEqualTo("BETTER");
        assertThat(json.at("/report/comparison/rules/NOT_WORSE").asBoolean()).isTrue();
        for (JsonNode chart : json.at("/curves")) {
            for (JsonNode series : chart.at("/series")) {
                assertThat(series.at("/points").size())
                        .as(chart.at("/id").asText())
                        .isBetween(2, Curves.MOST_POINTS);
            }
        }
        assertThat(new String(
                        TrainingReport.of(sample(rows, Promote.BETTER), rows).html(), StandardCharsets.UTF_8))
                .contains("</html>");
    }

    @Test
    void shouldDrawResidualsForARegression() throws IOException {
        PairedRows rows = Holdouts.regressions(3, 4000, 3, 2.6);
        ReportData data = data(Metric.RMSE, rows, "dep_delay", Promote.BETTER);
        String html = ReportPage.html(data, rows);
        assertThat(html)
                .contains("id=\"residuals\"", "id=\"predicted\"", "id=\"errors\"")
                .doesNotContain("id=\"roc\"");
        String folder = System.getProperty("loopkeeper.samples");
        if (folder != null) {
            PairedRows c = carriers(
                    Holdouts.classifiers(4, 5210, 0.30, 0.28),
                    "UA",
                    "DL",
                    "AA",
                    "B6",
                    "EV",
                    "A very long carrier name " + HOSTILE);
            PairedRows w = carriers(Holdouts.classifiers(6, 3000, 0.25, 0.28), "UA", "DL", "AA");
            Files.writeString(Path.of(folder, "regression.html"), html);
            Files.writeString(Path.of(folder, "blessed.html"), ReportPage.html(sample(c, Promote.BETTER), c));
            Files.writeString(Path.of(folder, "rejected.html"), ReportPage.html(sample(w, Promote.BETTER), w));
            PairedRows f = Holdouts.first(Holdouts.classifiers(6, 3000, 0.25, 0.28));
            Files.writeString(
                    Path.of(folder, "first.html"), ReportPage.html(data(Metric.AUC, f, "x", Promote.BETTER), f));
        }
    }
}
