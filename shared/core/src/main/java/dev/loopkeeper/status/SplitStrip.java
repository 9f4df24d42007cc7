package dev.loopkeeper.status;

import dev.loopkeeper.edge.Pages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The traffic split over time as stacked areas, drawn without a script so that it prints.
 *
 * <p>A canary of minutes would vanish in a year: a time with more than one version is drawn at least {@value #LEAST}
 * thousandths wide.
 */
record SplitStrip(List<LoopHistory.SplitPoint> splits, Instant from, Instant to, VersionColours colours) {
    private static final double WIDTH = 1_000;
    private static final double LEAST = 2.5;
    private static final int TICKS = 5;

    String html(String title) {
        StringBuilder plain = new StringBuilder();
        StringBuilder mixed = new StringBuilder();
        Set<String> shown = new LinkedHashSet<>();
        for (int i = 0; i < splits.size(); i++) {
            Instant until = i + 1 < splits.size() ? splits.get(i + 1).at() : to;
            if (until.isAfter(from)) {
                LoopHistory.SplitPoint split = splits.get(i);
                shown.addAll(split.weights().keySet());
                (split.weights().size() > 1 ? mixed : plain).append(segment(split, until));
            }
        }
        return "<div class=\"strip\"><svg viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\""
                + Pages.text(title) + "\">" + plain + mixed + "</svg>" + ticks() + "</div>" + legend(shown);
    }

    private String segment(LoopHistory.SplitPoint split, Instant until) {
        double left = x(split.at());
        double width = Math.max(split.weights().size() > 1 ? LEAST : 0.2, x(until) - left);
        StringBuilder rects = new StringBuilder();
        double bottom = 100;
        for (Map.Entry<String, Integer> part : ordered(split.weights())) {
            bottom -= part.getValue();
            rects.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"fill-%s\" x=\"%.2f\" y=\"%.0f\" width=\"%.2f\" height=\"%d\"><title>%s</title></rect>",
                    colours.name(part.getKey()),
                    Math.min(left, WIDTH - LEAST),
                    bottom,
                    width + 0.15,
                    part.getValue(),
                    Pages.text(part.getKey() + ": " + part.getValue() + " % from " + Moments.minute(split.at()))));
        }
        return rects.toString();
    }

    private List<Map.Entry<String, Integer>> ordered(Map<String, Integer> weights) {
        List<Map.Entry<String, Integer>> parts = new ArrayList<>(weights.entrySet());
        parts.sort(Comparator.comparingInt(part -> colours.order(part.getKey())));
        return parts;
    }

    private String ticks() {
        Duration span = Duration.between(from, to);
        StringBuilder html = new StringBuilder("<div class=\"ticks\">");
        for (int i = 0; i < TICKS; i++) {
            Instant at = from.plus(span.multipliedBy(i).dividedBy(TICKS - 1));
            html.append(String.format(
                    Locale.ROOT,
                    "<span style=\"left:%.0f%%\">%s</span>",
                    100.0 * i / (TICKS - 1),
                    Moments.tick(at, span)));
        }
        return html.append("</div>").toString();
    }

    private String legend(Set<String> shown) {
        StringBuilder html = new StringBuilder("<p class=\"legend\">");
        long earlier = shown.stream().filter(v -> !colours.own(v)).count();
        if (earlier > 0) {
            html.append("<span><b class=\"fill-e1\"></b>")
                    .append(earlier == 1 ? "1 earlier version" : earlier + " earlier versions")
                    .append("</span>");
        }
        shown.stream()
                .filter(colours::own)
                .sorted(Comparator.comparingInt(colours::order))
                .forEach(v -> html.append("<span><b class=\"fill-")
                        .append(colours.name(v))
                        .append("\"></b>")
                        .append(Pages.text(Html.brief(v)))
                        .append("</span>"));
        return html.append("</p>").toString();
    }

    private double x(Instant at) {
        double span = Math.max(1, Duration.between(from, to).toMillis());
        return Math.max(0, Math.min(WIDTH, WIDTH * Duration.between(from, at).toMillis() / span));
    }
}
