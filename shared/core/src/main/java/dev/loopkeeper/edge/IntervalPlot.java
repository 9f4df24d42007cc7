package dev.loopkeeper.edge;

import java.util.ArrayList;
import java.util.List;

/**
 * Intervals on a shared axis, drawn in HTML so that they print, scale and change colour with the page.
 *
 * @param from left end of the axis
 * @param to right end of the axis
 */
public record IntervalPlot(double from, double to) {
    private static final int TICKS = 5;

    /** An axis that holds zero and all the given values with some room. */
    public static IntervalPlot over(List<Double> values) {
        double low = Math.min(
                0,
                values.stream()
                        .filter(Double::isFinite)
                        .mapToDouble(v -> v)
                        .min()
                        .orElse(-1));
        double high = Math.max(
                0,
                values.stream()
                        .filter(Double::isFinite)
                        .mapToDouble(v -> v)
                        .max()
                        .orElse(1));
        double room = high > low ? (high - low) * 0.08 : 1;
        return new IntervalPlot(low - room, high + room);
    }

    /** One interval with its estimate and the line of zero; {@code tone} is one of {@code good, bad, warn, muted}. */
    public String row(double low, double middle, double high, String tone) {
        return "<div class=\"interval " + Pages.text(tone) + "\">" + mark("zero", 0) + span("range", low, high)
                + mark("dot", middle) + "</div>";
    }

    /** The same in large: a tolerated loss shaded, ticks, and what either side means. */
    public String wide(double low, double middle, double high, double margin, String tone, String left, String right) {
        String tolerated = margin > 0 ? span("margin", Math.max(from, -margin), 0) : "";
        StringBuilder ticks = new StringBuilder();
        ticks().forEach(t -> ticks.append("<span style=\"left:")
                .append(at(t))
                .append("\">")
                .append(t > 0 ? "+" : "")
                .append(Figures.round(t))
                .append("</span>"));
        return "<div class=\"interval wide " + Pages.text(tone) + "\"><div class=\"field\">" + tolerated
                + mark("zero", 0)
                + span("range", low, high) + mark("dot", middle) + "</div><div class=\"ticks\">" + ticks
                + "</div><div class=\"sides\"><span>"
                + Pages.text(left) + "</span><span>" + Pages.text(right) + "</span></div></div>";
    }

    private List<Double> ticks() {
        double raw = (to - from) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = raw / power > 5 ? 10 * power : raw / power > 2 ? 5 * power : 2 * power;
        List<Double> ticks = new ArrayList<>();
        for (double k = Math.ceil(from / step); k * step <= to; k++) {
            ticks.add(Math.rint(k) * step + 0.0);
        }
        return ticks;
    }

    private String mark(String kind, double value) {
        return "<i class=\"" + kind + "\" style=\"left:" + at(value) + "\"></i>";
    }

    private String span(String kind, double low, double high) {
        double width = (Math.min(to, high) - Math.max(from, low)) / (to - from);
        return "<i class=\"" + kind + "\" style=\"left:" + at(low) + ";width:" + Pages.position(width) + "\"></i>";
    }

    private String at(double value) {
        return Pages.position((value - from) / (to - from));
    }
}
