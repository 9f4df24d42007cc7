package dev.loopkeeper.status;

import dev.loopkeeper.edge.Figures;
import dev.loopkeeper.edge.Pages;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/** The top of a loop's page: is it healthy, what serves, what does it cost. */
final class HeadSection {
    private HeadSection() {}

    static String html(ModelView view) {
        LoopStatus s = view.status();
        return "<header class=\"page\"><p class=\"eyebrow\">" + Html.link("../status", "Loopkeeper · all loops") + " · "
                + Moments.minute(view.now()) + "</p><h1>" + Pages.text(s.name()) + " "
                + Pages.badge(Words.tone(s), Words.state(s)) + "</h1><p class=\"lead\">"
                + Pages.text(Words.serving(s, view.now())) + judgement(s) + "</p>" + split(s, view.colours())
                + concerns(s) + "</header>" + tiles(s, view.now());
    }

    private static String judgement(LoopStatus s) {
        return s.rollout()
                .lastJudgement()
                .map(j -> " <span class=\"quiet\">" + Pages.text(j) + "</span>")
                .orElse("");
    }

    private static String split(LoopStatus s, VersionColours colours) {
        StringBuilder html = new StringBuilder();
        s.rollout().weights().entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Integer> e) -> colours.order(e.getKey())))
                .forEach(e -> {
                    String label = Html.brief(e.getKey()) + " · " + e.getValue() + " %";
                    boolean thin = e.getValue() < 15;
                    String name = colours.name(e.getKey());
                    html.append("<div class=\"fill-")
                            .append(name)
                            .append(' ')
                            .append(name)
                            .append(thin ? " thin" : "")
                            .append("\" style=\"flex:")
                            .append(e.getValue())
                            .append("\" title=\"")
                            .append(Pages.text(e.getKey() + ": " + e.getValue() + " %"))
                            .append("\">")
                            .append(thin ? "" : Pages.text(label))
                            .append("</div>");
                });
        return html.length() == 0 ? "" : "<div class=\"now\">" + html + "</div>";
    }

    private static String concerns(LoopStatus s) {
        if (s.health().concerns().isEmpty()) {
            return "";
        }
        StringBuilder html =
                new StringBuilder("<ul class=\"concerns " + s.health().level().tone() + "\">");
        s.health()
                .concerns()
                .forEach(c -> html.append("<li>").append(Pages.text(c)).append("</li>"));
        if (!s.setup().problems().isEmpty()) {
            html.append("<li>What is wrong:<pre>")
                    .append(Pages.text(String.join("\n", s.setup().problems())))
                    .append("</pre></li>");
        }
        return html.append("</ul>").toString();
    }

    private static String tiles(LoopStatus s, Instant now) {
        LoopStatus.Counters c = s.counters();
        LoopStatus.Spend spend = s.spend();
        String loss = s.quality().map(q -> Figures.number(q.loss())).orElse("not known");
        String promised = s.quality()
                .map(q -> q.expected()
                        .map(e -> Figures.number(e) + " promised by its evaluation")
                        .orElse("on " + Figures.count(q.rows()) + " rows"))
                .orElse("no outcomes yet");
        int rollbacks = c.rollbacksAutomatic() + c.rollbacksManual();
        return "<div class=\"tiles\">"
                + Pages.tile(
                        "Champion",
                        s.champion().map(v -> Html.brief(v.version())).orElse("none yet"),
                        s.champion().map(v -> "since " + Moments.day(v.since())).orElse("the first run makes one"))
                + Pages.tile("Live loss", loss, promised)
                + Pages.tile(
                        spend.period().isEmpty() ? "Spent" : "Spent in " + spend.period(),
                        Words.money(spend.spent()),
                        spend.budget()
                                .map(b -> "of a budget of " + Words.money(b))
                                .orElse(""))
                + Pages.tile("Saved", Words.money(spend.saved()), Words.count(c.declined(), "retrain") + " declined")
                + Pages.tile(
                        "Batches",
                        Figures.count(c.batches()),
                        c.pending() + " waiting, " + c.rejectedBatches() + " rejected")
                + Pages.tile(
                        "Promotions",
                        Figures.count(c.promotions()),
                        "of " + Words.count(c.retrains(), "run") + ", " + c.refused() + " refused; "
                                + (rollbacks == 0
                                        ? "no rollbacks"
                                        : Words.count(rollbacks, "rollback") + ", " + c.rollbacksManual() + " by hand"))
                + "</div>";
    }
}
