package dev.loopkeeper.status;

import dev.loopkeeper.edge.Figures;
import dev.loopkeeper.edge.Pages;
import java.util.List;
import java.util.stream.Collectors;

/** What happened, newest first. */
final class NewsSection {
    private static final int SHOWN = 12;
    private static final int LISTED = 250;

    private NewsSection() {}

    static String html(LoopHistory history) {
        List<LoopHistory.News> news = history.news();
        if (news.isEmpty()) {
            return Html.empty("Nothing happened yet.");
        }
        List<LoopHistory.News> later = news.subList(Math.min(SHOWN, news.size()), Math.min(LISTED, news.size()));
        String rest = later.isEmpty() ? "" : Html.more("events-more", later.size(), list(later));
        String hidden = history.hidden() == 0
                ? ""
                : "<p class=\"note\">This page covers the time since "
                        + history.from().map(Moments::minute).orElse("its beginning") + "; "
                        + Figures.count(history.hidden())
                        + " older commits are in the journal.</p>";
        return list(news.subList(0, Math.min(SHOWN, news.size()))) + rest + hidden;
    }

    private static String list(List<LoopHistory.News> news) {
        return "<ul class=\"news\">" + news.stream().map(NewsSection::item).collect(Collectors.joining()) + "</ul>";
    }

    private static String item(LoopHistory.News n) {
        return "<li class=\"" + Pages.text(n.severity()) + "\">" + Moments.html(n.at()) + "<p>"
                + Pages.text(n.sentence()) + " <small>" + Pages.text(n.by()) + ", commit " + n.seq()
                + "</small></p></li>";
    }
}
