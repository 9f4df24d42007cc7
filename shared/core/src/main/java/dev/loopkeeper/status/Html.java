package dev.loopkeeper.status;

import dev.loopkeeper.edge.Pages;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small pieces of HTML that the status pages share; whatever comes in as text is escaped. */
final class Html {
    private Html() {}

    /** A cell of a table that becomes a list on a narrow screen. {@code html} is safe already. */
    record Cell(String label, String html, boolean named) {
        Cell(String label, String html) {
            this(label, html, true);
        }

        static Cell text(String label, Object value) {
            return new Cell(label, Pages.text(value));
        }

        /** A cell that says on its own what it is. */
        static Cell plain(String label, String html) {
            return new Cell(label, html, false);
        }
    }

    /** A table whose rows become blocks on a narrow screen. */
    static String stack(List<List<Cell>> rows) {
        StringBuilder html =
                new StringBuilder("<div class=\"table\" tabindex=\"0\"><table class=\"stack\"><thead><tr>");
        rows.get(0).forEach(cell -> html.append("<th scope=\"col\">")
                .append(Pages.text(cell.label()))
                .append("</th>"));
        html.append("</tr></thead><tbody>");
        for (List<Cell> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td")
                    .append(cell.named() ? " data-label=\"" + Pages.text(cell.label()) + "\"" : "")
                    .append(cell.html().isEmpty() ? " class=\"blank\">" : ">")
                    .append(cell.html())
                    .append("</td>"));
            html.append("</tr>");
        }
        return html.append("</tbody></table></div>").toString();
    }

    /** The first rows as a table, the others folded away. */
    static String folded(String id, List<List<Cell>> rows, int shown) {
        if (rows.size() <= shown) {
            return stack(rows);
        }
        return stack(rows.subList(0, shown)) + more(id, rows.size() - shown, stack(rows.subList(shown, rows.size())));
    }

    /** Something folded away. */
    static String more(String id, int count, String html) {
        return "<details class=\"more\" id=\"" + Pages.text(id) + "\"><summary>Show " + count + " more</summary>" + html
                + "</details>";
    }

    /** A sentence in a cell of its own width. */
    static String wide(String sentence) {
        return "<span class=\"wrap wide\">" + Pages.text(sentence) + "</span>";
    }

    /** What a section says while there is nothing to show. */
    static String empty(String sentence) {
        return "<p class=\"empty\">" + Pages.text(sentence) + "</p>";
    }

    static String link(String address, String label) {
        return "<a href=\"" + Pages.text(address) + "\">" + Pages.text(label) + "</a>";
    }

    /** One segment of an address. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A part of a version's name that fits where there is little room. */
    static String brief(String version) {
        return version.length() > 24 ? version.substring(0, 23) + "…" : version;
    }
}
