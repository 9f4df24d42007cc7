package dev.loopkeeper.evaluate;

import dev.loopkeeper.config.LoopConfig.Task;
import dev.loopkeeper.edge.Chart;
import dev.loopkeeper.edge.Chart.Axis;
import dev.loopkeeper.edge.Chart.Scale;
import dev.loopkeeper.edge.Chart.Series;
import dev.loopkeeper.edge.Chart.Style;
import dev.loopkeeper.edge.Chart.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/**
 * The charts of a report: ROC, calibration and scores of a classification; residuals and predictions of a regression.
 */
final class ReportCharts {
    private final PairedRows rows;

    private ReportCharts(PairedRows rows) {
        this.rows = rows;
    }

    /** None when the rows could not be judged: a curve of broken figures would look like evidence. */
    static List<Chart> of(ReportData data, PairedRows rows) {
        if (data.comparison().verdict() == Verdict.NO_DATA || rows.size() == 0) {
            return List.of();
        }
        ReportCharts charts = new ReportCharts(rows);
        return data.evaluation().task() == Task.REGRESSION ? charts.regression() : charts.classification();
    }

    private List<Chart> classification() {
        double[] label = rows.label();
        List<double[]> diagonal = List.of(new double[] {0, 0}, new double[] {1, 1});
        Axis share = Axis.between("", Scale.SHARE, 0, 1);
        Chart roc = new Chart(
                "roc",
                "ROC curve",
                "Closer to the upper left corner is better; the dashed line is chance.",
                titled(share, "false positive rate"),
                titled(share, "true positive rate"),
                withReference("chance", diagonal, both(Style.LINE, p -> Curves.roc(label, p))));
        Chart calibration = new Chart(
                "calibration",
                "Calibration",
                "Ten groups of equal size: on the dashed line, a predicted 30 % happens in 30 % of the rows.",
                titled(share, "predicted probability"),
                titled(share, "observed share"),
                withReference("perfect", diagonal, both(Style.LINE, p -> Curves.calibration(label, p))));
        Chart scores = new Chart(
                "scores",
                "Distribution of predictions",
                "Share of the holdout rows by predicted probability.",
                titled(share, "predicted probability"),
                Axis.of("share of rows", Scale.SHARE),
                histogram(p -> Curves.histogram(p, 0, 1)));
        return List.of(
                roc, calibration, scores, overTime("Wrong answers over the holdout", Scale.SHARE, RowScores::wrong));
    }

    private List<Chart> regression() {
        double[] label = rows.label();
        double[] errors = Curves.errors(label, rows.challenger());
        double reach = Math.max(Math.abs(Curves.quantile(errors, 0.01)), Math.abs(Curves.quantile(errors, 0.99)));
        double limit = roundUp(reach > 0 ? reach : 1);
        double least = Curves.quantile(label, 0);
        double most = Curves.quantile(label, 1);
        String sample = rows.size() > Curves.MOST_POINTS
                ? "An even sample of %d rows.".formatted(Curves.MOST_POINTS)
                : "Every row.";
        Chart predicted = new Chart(
                "predicted",
                "Predicted against actual",
                sample + " On the dashed line a prediction is exact.",
                Axis.of("actual", Scale.NUMBER),
                Axis.of("predicted", Scale.NUMBER),
                withReference(
                        "exact",
                        List.of(new double[] {least, least}, new double[] {most, most}),
                        List.of(new Series(
                                "challenger", Tone.CHALLENGER, Style.POINTS, Curves.cloud(label, rows.challenger())))));
        Chart residuals = new Chart(
                "residuals",
                "Residuals",
                sample + " A slope or a funnel means that the version errs in a pattern.",
                Axis.of("predicted", Scale.NUMBER),
                Axis.of("predicted minus actual", Scale.NUMBER),
                List.of(new Series(
                        "challenger", Tone.CHALLENGER, Style.POINTS, Curves.cloud(rows.challenger(), errors))));
        Chart errorShares = new Chart(
                "errors",
                "Distribution of errors",
                "The outermost bars hold everything beyond them.",
                Axis.between("predicted minus actual", Scale.NUMBER, -limit, limit),
                Axis.of("share of rows", Scale.SHARE),
                histogram(p -> Curves.histogram(Curves.errors(label, p), -limit, limit)));
        return List.of(
                predicted,
                residuals,
                errorShares,
                overTime("Mean absolute error over the holdout", Scale.NUMBER, (y, p) -> Math.abs(y - p)));
    }

    private Chart overTime(String title, Scale scale, DoubleBinaryOperator loss) {
        return new Chart(
                "time",
                title,
                "Rows in order of time, the oldest on the left.",
                Axis.between("share of the holdout", Scale.SHARE, 0, 1),
                Axis.of("", scale),
                both(Style.LINE, p -> Curves.overTime(rows.label(), p, loss)));
    }

    private List<Series> both(Style style, Function<double[], List<double[]>> curve) {
        List<Series> series = new ArrayList<>();
        series.add(new Series("challenger", Tone.CHALLENGER, style, curve.apply(rows.challenger())));
        rows.champion().ifPresent(c -> series.add(new Series("champion", Tone.CHAMPION, style, curve.apply(c))));
        return series;
    }

    private List<Series> histogram(Function<double[], List<double[]>> bins) {
        List<Series> series = new ArrayList<>();
        rows.champion().ifPresent(c -> series.add(new Series("champion", Tone.CHAMPION, Style.LINE, bins.apply(c))));
        series.add(new Series("challenger", Tone.CHALLENGER, Style.AREA, bins.apply(rows.challenger())));
        return series;
    }

    private static List<Series> withReference(String name, List<double[]> line, List<Series> series) {
        List<Series> all = new ArrayList<>(series);
        all.add(new Series(name, Tone.MUTED, Style.DASHED, line));
        return all;
    }

    private static double roundUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        return Math.ceil(value / power) * power;
    }

    private static Axis titled(Axis axis, String title) {
        return new Axis(title, axis.scale(), axis.min(), axis.max(), axis.categories());
    }
}
