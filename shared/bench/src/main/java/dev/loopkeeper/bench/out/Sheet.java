package dev.loopkeeper.bench.out;

import dev.loopkeeper.edge.Chart;
import dev.loopkeeper.edge.Pages;
import java.util.ArrayList;
import java.util.List;

/** What a benchmark has to say, section by section; written once, shown as text and as one self-contained page. */
public final class Sheet {
    private final String title;
    private final List<Section> sections = new ArrayList<>();

    private record Section(String heading, List<String> notes, List<TextTable> tables, List<Chart> charts) {}

    /** An empty sheet. */
    public Sheet(String title) {
        this.title = title;
    }

    /** Opens a section; what is added next belongs to it. */
    public Sheet section(String heading) {
        sections.add(new Section(heading, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        return this;
    }

    /** A sentence under the heading. */
    public Sheet note(String sentence) {
        newest().notes.add(sentence);
        return this;
    }

    public Sheet table(TextTable table) {
        newest().tables.add(table);
        return this;
    }

    /** A plot, on the page only; its id must be its own on the page. */
    public Sheet chart(Chart chart) {
        newest().charts.add(chart);
        return this;
    }

    /** For a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder(title).append('\n');
        for (Section section : sections) {
            text.append('\n').append(section.heading).append('\n');
            section.notes.forEach(note -> text.append(note).append('\n'));
            section.tables.forEach(table -> text.append('\n').append(table.text()));
        }
        return text.toString();
    }

    /** The page; nothing is fetched. */
    public String html() {
        Pages page = new Pages(title);
        page.add("<h1>" + Pages.text(title) + "</h1>");
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            StringBuilder html = new StringBuilder();
            section.notes.forEach(
                    note -> html.append("<p>").append(Pages.text(note)).append("</p>"));
            section.charts.forEach(chart -> html.append(page.figure(chart)));
            section.tables.forEach(table -> html.append(safe(table)));
            page.section("part-" + (i + 1), section.heading, html.toString());
        }
        return page.html();
    }

    private static String safe(TextTable table) {
        return Pages.table(
                table.headings(),
                table.rows().stream()
                        .map(row -> row.stream().map(Pages::text).toList())
                        .toList());
    }

    private Section newest() {
        if (sections.isEmpty()) {
            throw new IllegalStateException("open a section first");
        }
        return sections.get(sections.size() - 1);
    }
}
