package dev.loopkeeper.status;

import dev.loopkeeper.edge.Figures;
import dev.loopkeeper.edge.Pages;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Drift as a map: columns down, batches across, the darker the further from the champion's reference. */
final class DriftSection {
    private static final double[] LEVELS = {0.5, 1, 2, 4};

    private DriftSection() {}

    static String html(ModelView view) {
        DriftMap map = view.drift();
        if (map.batches().isEmpty()) {
            return Html.empty(
                    "Nothing to compare yet. When a version serves, every new batch is compared with what it was trained on, column by column.");
        }
        if (map.rows().isEmpty()) {
            return Html.empty("The batches have no column that can be compared with the champion's reference.");
        }
        return "<p>" + Pages.text(sentence(map))
                + "</p><div class=\"table\" tabindex=\"0\"><table class=\"heat\"><tbody>"
                + map.rows().stream().map(row -> row(row, map.batches())).collect(Collectors.joining())
                + "</tbody></table></div><p class=\"note\">Newest batch on the right. Distance over its threshold:<span class=\"scale\"><i></i><i class=\"h1\"></i>"
                + "<i class=\"h2\"></i><i class=\"h3\"></i><i class=\"h4\"></i></span>below half, half to one, up to two, up to four, more. A dot marks what "
                + "has moved: beyond noise and beyond the least effect that matters." + left(map) + "</p>";
    }

    private static String sentence(DriftMap map) {
        int newest = map.batches().size() - 1;
        List<String> moved = map.rows().stream()
                .filter(r -> r.cells().get(newest).filter(DriftMap.Cell::moved).isPresent())
                .map(r -> r.column() + " (" + r.cells().get(newest).get().sentence() + ")")
                .limit(3)
                .toList();
        String batch = map.batches().get(newest).label();
        return moved.isEmpty()
                ? "No column of the newest batch, " + batch + ", has moved from what " + map.champion()
                        + " was trained on."
                : "Moved in the newest batch, " + batch + ", from what " + map.champion() + " was trained on: "
                        + String.join("; ", moved) + ".";
    }

    private static String row(DriftMap.Row row, List<DriftMap.Batch> batches) {
        StringBuilder html = new StringBuilder("<tr><th scope=\"row\" title=\"" + Pages.text(row.column()) + "\">"
                + Pages.text(row.column()) + "</th>");
        for (int i = 0; i < batches.size(); i++) {
            html.append(cell(row.cells().get(i), row.column(), batches.get(i)));
        }
        return html.append("</tr>").toString();
    }

    private static String cell(Optional<DriftMap.Cell> cell, String column, DriftMap.Batch batch) {
        return cell.map(c -> "<td class=\"h" + level(c.ratio()) + "\" title=\""
                        + Pages.text(batch.label() + ", " + column + ": " + c.sentence() + "; " + c.measure() + " "
                                + Figures.number(c.distance()))
                        + "\">" + (c.moved() ? "●" : "") + "</td>")
                .orElse("<td class=\"absent\"></td>");
    }

    private static int level(double ratio) {
        int level = 0;
        for (double bound : LEVELS) {
            level += ratio > bound ? 1 : 0;
        }
        return level;
    }

    private static String left(DriftMap map) {
        int more = map.columns() - map.rows().size();
        return more > 0 ? " The other " + more + " columns moved less." : "";
    }
}
