package dev.loopkeeper.status;

import java.util.List;
import java.util.Locale;

/** A small curve of a few numbers, from zero to a little above their maximum. */
final class Sparkline {
    private static final double WIDTH = 100;
    private static final double HEIGHT = 30;

    private Sparkline() {}

    /** Empty for fewer than two numbers. */
    static String of(List<Double> values, String title) {
        if (values.size() < 2) {
            return "";
        }
        double top = Math.max(1e-9, values.stream().mapToDouble(v -> v).max().orElse(1)) * 1.15;
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            path.append(String.format(
                    Locale.ROOT,
                    "%s%.1f %.1f",
                    i == 0 ? "M" : "L",
                    WIDTH * i / (values.size() - 1),
                    HEIGHT * (1 - values.get(i) / top)));
        }
        return "<svg class=\"spark\" viewBox=\"0 0 100 30\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\""
                + dev.loopkeeper.edge.Pages.text(title) + "\"><path d=\"" + path + "\"/></svg>";
    }
}
