package dev.loopkeeper.edge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One chart of a page, drawn by the inlined library in the page's colours.
 *
 * <p>Points that are not finite are left out; a series keeps at most {@value #MOST_POINTS} points, so thin curves
 * before.
 *
 * @param id unique on its page: letters, digits and dashes
 * @param title above the chart; also what a screen reader says
 * @param note one line below it; may be empty
 */
public record Chart(String id, String title, String note, Axis x, Axis y, List<Series> series) {
    static final int MOST_POINTS = 1000;

    /**
     * What a colour means; it is the same on every page, light and dark. {@code V1} to {@code V6} tell versions apart.
     */
    public enum Tone {
        CHAMPION,
        CHALLENGER,
        GOOD,
        BAD,
        WARN,
        MUTED,
        V1,
        V2,
        V3,
        V4,
        V5,
        V6
    }

    /** How a series is drawn; {@code MARKS} are vertical lines at each x. */
    public enum Style {
        LINE,
        DASHED,
        STEPS,
        AREA,
        POINTS,
        BARS,
        MARKS
    }

    /** What the numbers of an axis are: {@code TIME} is milliseconds since 1970, {@code SHARE} is shown in percent. */
    public enum Scale {
        NUMBER,
        SHARE,
        TIME,
        CATEGORY
    }

    /**
     * One axis.
     *
     * @param categories names of the positions 0, 1, ... of a {@code CATEGORY} axis
     */
    public record Axis(String title, Scale scale, Optional<Double> min, Optional<Double> max, List<String> categories) {
        public Axis {
            categories = List.copyOf(categories);
        }

        public static Axis of(String title, Scale scale) {
            return new Axis(title, scale, Optional.empty(), Optional.empty(), List.of());
        }

        public static Axis between(String title, Scale scale, double min, double max) {
            return new Axis(title, scale, Optional.of(min), Optional.of(max), List.of());
        }

        public static Axis categories(String title, List<String> names) {
            return new Axis(title, Scale.CATEGORY, Optional.empty(), Optional.empty(), names);
        }
    }

    /** One named line, cloud or set of bars; each point is {@code {x, y}}. */
    public record Series(String name, Tone tone, Style style, List<double[]> points) {
        public Series {
            List<double[]> kept = new ArrayList<>();
            for (double[] p : points) {
                if (Arrays.stream(p).allMatch(Double::isFinite) && kept.size() < MOST_POINTS) {
                    kept.add(p);
                }
            }
            points = List.copyOf(kept);
        }
    }

    public Chart {
        if (!id.matches("[A-Za-z][A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("chart id '" + id + "' must be letters, digits and dashes");
        }
        series = List.copyOf(series);
    }

    /** Whether there is anything to draw. */
    public boolean empty() {
        return series.stream().allMatch(s -> s.points().isEmpty());
    }
}
