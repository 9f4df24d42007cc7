package dev.loopkeeper.edge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds one self-contained HTML page: style, chart library and data are inside, nothing is fetched.
 *
 * <p>Whatever comes from outside goes through {@link #text}; {@link #add} takes HTML as it is. A content security
 * policy lets only the scripts of this page run, by their hashes, so that an escape that was forgotten is not yet an
 * attack.
 */
public final class Pages {
    private static final String FOLDER = "/dev/loopkeeper/edge/";

    private final String title;
    private final List<Chart> charts = new ArrayList<>();
    private final StringBuilder body = new StringBuilder(1 << 14);
    private String style = "";
    private String live = "";

    /** An empty page with that title. */
    public Pages(String title) {
        this.title = title;
    }

    /**
     * Escapes a value from anywhere for use as text or as a quoted attribute. Control and direction characters become
     * spaces.
     */
    public static String text(Object value) {
        String raw = String.valueOf(value);
        StringBuilder safe = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(hidden(c) ? ' ' : c);
            }
        });
        // A percent sign must not start a line.
        return safe.toString().replaceAll("(\\d) %", "$1&nbsp;%");
    }

    /** A small coloured label; {@code tone} is one of {@code good, bad, warn, muted}. */
    public static String badge(String tone, String label) {
        return "<span class=\"badge " + text(tone) + "\">" + text(label) + "</span>";
    }

    /** A figure with its name, for a row of {@code <div class="tiles">}. */
    public static String tile(String name, String value, String note) {
        String below = note.isEmpty() ? "" : "<small>" + text(note) + "</small>";
        return "<div class=\"tile\"><span>" + text(name) + "</span><strong>" + text(value) + "</strong>" + below
                + "</div>";
    }

    /**
     * A bar of a table cell, {@code share} of the cell's width from 0 to 1, with a mark at {@code mark} when it is
     * above zero.
     */
    public static String bar(String tone, double share, double mark) {
        String line = mark > 0 ? "<i style=\"left:" + position(mark) + "\"></i>" : "";
        return "<div class=\"bar " + text(tone) + "\"><b style=\"width:" + position(share) + "\"></b>" + line
                + "</div>";
    }

    /** Adds rules to the style of the page. */
    public Pages style(String css) {
        style += css;
        return this;
    }

    /** Adds a script of ours that may ask the server the page came from, and nobody else. */
    public Pages live(String script) {
        live = script;
        return this;
    }

    /** Appends HTML that is already safe. */
    public Pages add(String html) {
        body.append(html).append('\n');
        return this;
    }

    /** Appends a section with a heading. */
    public Pages section(String id, String heading, String html) {
        return add("<section id=\"" + text(id) + "\"><h2>" + text(heading) + "</h2>\n" + html + "\n</section>");
    }

    /** Appends a table in a box of its own that scrolls sideways when it must. */
    public static String table(List<String> headings, List<List<String>> safeCells) {
        StringBuilder html = new StringBuilder("<div class=\"table\" tabindex=\"0\"><table><thead><tr>");
        headings.forEach(h -> html.append("<th scope=\"col\">").append(text(h)).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (List<String> row : safeCells) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(cell).append("</td>"));
            html.append("</tr>");
        }
        return html.append("</tbody></table></div>").toString();
    }

    /** Registers a chart and returns where it is drawn; empty HTML when it has nothing to show. */
    public String figure(Chart chart) {
        if (chart.empty()) {
            return "";
        }
        charts.add(chart);
        String note = chart.note().isEmpty() ? "" : "<p class=\"note\">" + text(chart.note()) + "</p>";
        return "<figure><figcaption>" + text(chart.title()) + "</figcaption><div class=\"plot\"><canvas id=\""
                + chart.id() + "\" role=\"img\" aria-label=\"" + text(chart.title()) + "\"></canvas></div>" + note
                + "</figure>";
    }

    /** The page. */
    public String html() {
        String library = charts.isEmpty()
                ? ""
                : resource("chartjs/dist/chart.umd.min.js").replace("</script", "<\\/script");
        String drawing = charts.isEmpty() ? "" : resource("pages.js");
        String notice = charts.isEmpty()
                ? ""
                : "<details class=\"licence\"><summary>Charts by Chart.js, MIT licence</summary><pre>"
                        + text(resource("chartjs/LICENSE.md")) + "</pre></details>";
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
                + "base-uri 'none'; form-action 'none'; " + (live.isEmpty() ? "" : "connect-src 'self'; ")
                + "script-src "
                + allowed(library, drawing, live) + "\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">"
                + "<title>" + text(title) + "</title>\n<style>\n" + resource("pages.css") + style
                + "</style></head>\n<body>\n<main>\n" + body
                + notice + "</main>\n" + scripts(library, drawing)
                + (live.isEmpty() ? "" : "<script>" + live + "</script>\n")
                + "</body></html>\n";
    }

    /** JSON that stays data inside a script element, whatever strings it holds. */
    static String island(Object data) {
        return new String(Json.write(data), StandardCharsets.UTF_8)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    /** A position in percent for a style attribute, kept inside 0 to 100. */
    static String position(double share) {
        double inside = Double.isFinite(share) ? Math.max(0, Math.min(1, share)) : 0;
        return Math.round(inside * 10_000) / 100.0 + "%";
    }

    private String scripts(String library, String drawing) {
        return charts.isEmpty()
                ? ""
                : "<script type=\"application/json\" id=\"charts\">" + island(charts) + "</script>\n<script>" + library
                        + "</script>\n<script>" + drawing + "</script>\n";
    }

    private static String allowed(String... scripts) {
        String hashes =
                Stream.of(scripts).filter(s -> !s.isEmpty()).map(Pages::hash).collect(Collectors.joining(" "));
        return hashes.isEmpty() ? "'none'" : hashes;
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static boolean hidden(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c) && c != '\n' || type == Character.FORMAT || type == Character.SURROGATE;
    }

    private static String resource(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + FOLDER + name, e);
        }
    }
}
