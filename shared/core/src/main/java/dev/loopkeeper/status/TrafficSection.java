package dev.loopkeeper.status;

import dev.loopkeeper.edge.Chart;
import dev.loopkeeper.edge.Figures;
import dev.loopkeeper.edge.Pages;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Who serves how much: over the whole history, and in the newest rollout with its evidence. */
final class TrafficSection {
    private TrafficSection() {}

    static String html(Pages page, ModelView view) {
        LoopHistory history = view.history();
        if (history.splits().isEmpty()) {
            return Html.empty(
                    "No version has taken traffic yet. The first one does as soon as it has passed its evaluation.");
        }
        Instant from = history.splits().get(0).at();
        String whole = new SplitStrip(history.splits(), from, view.now(), view.colours())
                .html("Share of the traffic by version over time");
        return "<h3>Share of the traffic, " + Moments.day(from) + " to now</h3>" + whole
                + history.trial().map(trial -> trial(page, trial, view)).orElse("");
    }

    private static String trial(Pages page, LoopHistory.Trial trial, ModelView view) {
        Instant end = trial.end().map(LoopHistory.End::at).orElse(view.now());
        Instant to =
                end.plus(Duration.between(trial.since(), end).dividedBy(20)).plusSeconds(1);
        String strip = trial.steps().isEmpty()
                ? ""
                : new SplitStrip(trial.steps(), trial.since(), to, view.colours())
                        .html("Share of the traffic in rollout " + trial.epoch());
        return "<h3>" + (trial.end().isPresent() ? "Last rollout" : "Rollout on its way") + ": "
                + Pages.text(trial.challenger()) + " "
                + Pages.badge(tone(trial), trial.end().map(LoopHistory.End::how).orElse("running")) + "</h3>"
                + sentence(trial) + strip + evidence(page, trial, view.colours());
    }

    private static String tone(LoopHistory.Trial trial) {
        String how = trial.end().map(LoopHistory.End::how).orElse("");
        return how.isEmpty() ? "info" : how.equals("promoted") ? "good" : how.equals("superseded") ? "muted" : "bad";
    }

    private static String sentence(LoopHistory.Trial trial) {
        String said = trial.end()
                .map(LoopHistory.End::sentence)
                .orElseGet(() -> trial.judged().isEmpty()
                        ? "The judge has not seen traffic of it yet."
                        : trial.judged().get(trial.judged().size() - 1).sentence());
        String length = trial.end()
                .map(e -> (said.matches(".*[.!?]\\s*") ? "" : ".") + " It took "
                        + Moments.length(Duration.between(trial.since(), e.at())) + ".")
                .orElse("");
        return "<p>" + Pages.text(said + length) + "</p>";
    }

    private static String evidence(Pages page, LoopHistory.Trial trial, VersionColours colours) {
        List<CanaryWindow> windows = usable(trial);
        if (windows.isEmpty()) {
            return "";
        }
        long requests =
                windows.stream().mapToLong(w -> w.challenger().requests()).sum();
        String note = "Counts added up since the canary began; " + Figures.count(requests)
                + (requests == 1 ? " request" : " requests") + " of the challenger in " + windows.size()
                + (windows.size() == 1 ? " window." : " windows.");
        return "<h3>What the judge saw</h3><div class=\"pair\">"
                + page.figure(chart("errors", "Failed requests", note, trial, colours, VersionWindow::errors))
                + page.figure(chart(
                        "slow",
                        "Slow requests",
                        "Slower than the champion's p95, frozen at the first step.",
                        trial,
                        colours,
                        VersionWindow::slow))
                + values(page, trial, colours)
                + "</div>";
    }

    /** Only where a value is judged: windows carry it then. */
    private static String values(Pages page, LoopHistory.Trial trial, VersionColours colours) {
        if (usable(trial).stream().noneMatch(w -> w.challenger().value().isPresent())) {
            return "";
        }
        String note = "Mean over the answers of each window; the judge compares the versions within a window only.";
        return page.figure(chart(
                "value", "Mean value of the answers", note, trial, colours, Chart.Scale.NUMBER, TrafficSection::means));
    }

    private static List<CanaryWindow> usable(LoopHistory.Trial trial) {
        return trial.windows().stream().filter(w -> !w.missing()).toList();
    }

    private static Chart chart(
            String id,
            String title,
            String note,
            LoopHistory.Trial trial,
            VersionColours colours,
            ToLongFunction<VersionWindow> bad) {
        return chart(id, title, note, trial, colours, Chart.Scale.SHARE, windows -> rates(windows, bad));
    }

    private static Chart chart(
            String id,
            String title,
            String note,
            LoopHistory.Trial trial,
            VersionColours colours,
            Chart.Scale scale,
            Function<List<VersionWindow>, List<double[]>> points) {
        List<CanaryWindow> windows = usable(trial);
        List<VersionWindow> baseline =
                windows.stream().map(CanaryWindow::baseline).toList();
        List<VersionWindow> challenger =
                windows.stream().map(CanaryWindow::challenger).toList();
        return new Chart(
                id,
                title,
                note,
                Chart.Axis.of("", Chart.Scale.TIME),
                new Chart.Axis(
                        "",
                        scale,
                        Optional.of(0.0).filter(zero -> scale == Chart.Scale.SHARE),
                        Optional.empty(),
                        List.of()),
                List.of(
                        new Chart.Series(
                                trial.baseline().map(Html::brief).orElse("champion"),
                                trial.baseline().map(colours::tone).orElse(Chart.Tone.CHAMPION),
                                Chart.Style.LINE,
                                points.apply(baseline)),
                        new Chart.Series(
                                Html.brief(trial.challenger()),
                                colours.tone(trial.challenger()),
                                Chart.Style.LINE,
                                points.apply(challenger))));
    }

    private static List<double[]> means(List<VersionWindow> windows) {
        List<double[]> points = new ArrayList<>();
        for (VersionWindow w : windows) {
            w.value()
                    .filter(v -> v.count() > 0)
                    .ifPresent(v -> points.add(new double[] {w.start().toEpochMilli(), v.sum() / v.count()}));
        }
        return points;
    }

    private static List<double[]> rates(List<VersionWindow> windows, ToLongFunction<VersionWindow> bad) {
        List<double[]> points = new ArrayList<>();
        long requests = 0;
        long sum = 0;
        for (VersionWindow w : windows) {
            requests += w.requests();
            sum += bad.applyAsLong(w);
            if (requests > 0) {
                points.add(new double[] {w.start().toEpochMilli(), (double) sum / requests});
            }
        }
        return points;
    }
}
