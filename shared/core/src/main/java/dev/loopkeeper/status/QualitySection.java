package dev.loopkeeper.status;

import dev.loopkeeper.edge.Chart;
import dev.loopkeeper.edge.Pages;
import dev.loopkeeper.retrain.QualityPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The main curve: what every version's predictions were really worth, with promotions and rollbacks. */
final class QualitySection {
    /** Fewer rows than this say nothing. */
    private static final long LEAST_ROWS = 20;

    private static final int MOST = 900;

    /** Ticks are minutes apart at least; on less than this they would all read the same. */
    private static final Duration LEAST_SPAN = Duration.ofMinutes(10);

    private QualitySection() {}

    static String html(Pages page, ModelView view) {
        List<QualityPoint> points = view.history().quality().stream()
                .filter(p -> p.rows() >= LEAST_ROWS)
                .toList();
        if (points.isEmpty()) {
            return Html.empty(
                    "No outcomes yet. Put files with the id of each prediction and what really happened below outcomes/"
                            + view.status().name() + "/ and the loss of every version is shown here over time.");
        }
        List<Chart.Series> series = new ArrayList<>();
        VersionColours colours = view.colours();
        add(
                series,
                "earlier versions",
                Chart.Tone.MUTED,
                points.stream()
                        .filter(p -> !colours.newest().contains(p.version()))
                        .toList());
        for (String version : colours.newest()) {
            add(
                    series,
                    Html.brief(version),
                    colours.tone(version),
                    points.stream().filter(p -> p.version().equals(version)).toList());
        }
        Instant from = points.get(0).at();
        Instant to = points.get(points.size() - 1).at();
        mark(series, "promotion", Chart.Tone.GOOD, LoopHistory.Mark.Kind.PROMOTION, view, from, to);
        mark(series, "rollback", Chart.Tone.BAD, LoopHistory.Mark.Kind.ROLLBACK, view, from, to);
        long span = Duration.between(from, to).toMillis();
        double room = Math.max(span * 0.01, (LEAST_SPAN.toMillis() - span) / 2.0);
        String note =
                "Mean loss of a row, one point a file of outcomes and version, lower is better. Loss is the share of wrong classes, or for a "
                        + "regression the error in standard deviations of the label, at most 1.";
        return page.figure(new Chart(
                "live-quality",
                "Loss on real outcomes by version",
                note,
                Chart.Axis.between("", Chart.Scale.TIME, from.toEpochMilli() - room, to.toEpochMilli() + room),
                new Chart.Axis("", Chart.Scale.NUMBER, Optional.of(0.0), Optional.empty(), List.of()),
                series));
    }

    private static void add(List<Chart.Series> series, String name, Chart.Tone tone, List<QualityPoint> points) {
        int skip = 1 + points.size() / MOST;
        List<double[]> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i += skip) {
            kept.add(new double[] {
                points.get(i).at().toEpochMilli(), points.get(i).loss()
            });
        }
        if (!kept.isEmpty()) {
            series.add(new Chart.Series(name, tone, Chart.Style.LINE, kept));
        }
    }

    private static void mark(
            List<Chart.Series> series,
            String name,
            Chart.Tone tone,
            LoopHistory.Mark.Kind kind,
            ModelView view,
            Instant from,
            Instant to) {
        List<double[]> at = view.history().marks().stream()
                .filter(m -> m.kind() == kind && !m.at().isBefore(from) && !m.at().isAfter(to))
                .map(m -> new double[] {m.at().toEpochMilli(), 0})
                .toList();
        if (!at.isEmpty()) {
            series.add(new Chart.Series(name, tone, Chart.Style.MARKS, at));
        }
    }
}
