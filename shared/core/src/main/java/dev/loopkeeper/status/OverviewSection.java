package dev.loopkeeper.status;

import dev.loopkeeper.edge.Figures;
import dev.loopkeeper.edge.Pages;
import dev.loopkeeper.retrain.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All loops, a row each: those that want a person first. */
final class OverviewSection {
    private OverviewSection() {}

    static void add(Pages page, StatusDocument document) {
        List<LoopStatus> models = document.models();
        page.add(
                "<header class=\"page\"><p class=\"eyebrow\">Loopkeeper · " + Moments.minute(document.at()) + "</p><h1>"
                        + (models.size() == 1 ? "1 loop" : Figures.count(models.size()) + " loops")
                        + "</h1><p class=\"lead\">" + Pages.text(lead(models))
                        + "</p></header>");
        if (models.isEmpty()) {
            page.add("<section>"
                    + Html.empty(
                            "No model has a configuration yet. Make one from a file of your data with: loopkeeper init <model> "
                                    + "--data FILE --label COLUMN --home DIR. It appears here by itself.")
                    + "</section>");
            return;
        }
        page.add(tiles(models));
        StringBuilder rows = new StringBuilder("<div class=\"loops\">");
        models.stream()
                .sorted(Comparator.comparing((LoopStatus s) -> s.health().level())
                        .reversed()
                        .thenComparing(LoopStatus::name))
                .forEach(s -> rows.append(row(s, document.at())));
        page.add(rows.append("</div>").toString());
        document.next()
                .ifPresent(next -> page.add("<p class=\"pager\">"
                        + Html.link("status?after=" + Html.segment(next), "The loops after " + next) + "</p>"));
    }

    private static String lead(List<LoopStatus> models) {
        long critical = models.stream()
                .filter(s -> s.health().level() == Level.CRITICAL)
                .count();
        long attention = models.stream()
                .filter(s -> s.health().level() == Level.ATTENTION)
                .count();
        if (critical + attention == 0) {
            return models.isEmpty() ? "Nothing to keep fresh yet." : "Nothing wants a person.";
        }
        return (critical > 0 ? critical + (critical == 1 ? " wants" : " want") + " a person now" : "")
                + (critical > 0 && attention > 0 ? ", " : "")
                + (attention > 0 ? attention + (attention == 1 ? " wants" : " want") + " a look today" : "") + ".";
    }

    private static String tiles(List<LoopStatus> models) {
        int promotions =
                models.stream().mapToInt(s -> s.counters().promotions()).sum();
        int automatic =
                models.stream().mapToInt(s -> s.counters().rollbacksAutomatic()).sum();
        int manual =
                models.stream().mapToInt(s -> s.counters().rollbacksManual()).sum();
        int declined = models.stream().mapToInt(s -> s.counters().declined()).sum();
        int retrains = models.stream().mapToInt(s -> s.counters().retrains()).sum();
        return "<div class=\"tiles\">"
                + Pages.tile(
                        "Spent on training",
                        sum(models, s -> s.spend().total()),
                        Words.count(retrains, "run") + " since the beginning")
                + Pages.tile(
                        "Saved", sum(models, s -> s.spend().saved()), Words.count(declined, "retrain") + " declined")
                + Pages.tile("Promotions", Figures.count(promotions), "")
                + Pages.tile(
                        "Rollbacks",
                        Figures.count(automatic + manual),
                        automatic + " by evidence or alert, " + manual + " by hand")
                + "</div>";
    }

    private static String sum(List<LoopStatus> models, Function<LoopStatus, Optional<Money>> amount) {
        java.util.TreeMap<String, Money> byCurrency = new java.util.TreeMap<>();
        models.stream()
                .flatMap(s -> amount.apply(s).stream())
                .forEach(m -> byCurrency.merge(m.currency(), m, Money::plus));
        return byCurrency.isEmpty()
                ? "nothing"
                : String.join(
                        " + ", byCurrency.values().stream().map(Words::money).toList());
    }

    private static String row(LoopStatus s, Instant now) {
        String alert = s.health().concerns().isEmpty()
                ? ""
                : "<p class=\"alert " + s.health().level().tone() + "-text clamp\">"
                        + Pages.text(s.health().concerns().get(0)) + "</p>";
        return "<a class=\"loop " + s.health().level().tone() + "\" href=\"models/" + Html.segment(s.name())
                + "\"><div><h2>" + Pages.text(s.name()) + "</h2>" + Pages.badge(Words.tone(s), Words.state(s))
                + "</div>" + champion(s, now) + quality(s) + decision(s, now) + spend(s) + alert + "</a>";
    }

    private static String champion(LoopStatus s, Instant now) {
        return "<div><small>Champion</small>"
                + s.champion()
                        .map(c -> "<strong>" + Pages.text(c.version()) + "</strong><small>"
                                + Moments.ago(c.since(), now) + "</small>")
                        .orElse("<strong>none yet</strong>")
                + "</div>";
    }

    private static String quality(LoopStatus s) {
        return "<div><small>Live loss</small>"
                + s.quality()
                        .map(q -> "<strong>" + Figures.number(q.loss()) + "</strong>"
                                + Sparkline.of(q.recent(), "Live loss of " + s.name()))
                        .orElse("<span class=\"quiet\">no outcomes yet</span>")
                + "</div>";
    }

    private static String decision(LoopStatus s, Instant now) {
        return "<div class=\"said\"><small>Last decision"
                + s.lastDecision().map(d -> ", " + Moments.ago(d.at(), now)).orElse("") + "</small><p class=\"clamp\">"
                + s.lastDecision()
                        .map(d -> "<b>" + Pages.text(Words.action(d.action())) + ".</b> " + Pages.text(d.reason()))
                        .orElse("<span class=\"quiet\">none yet</span>")
                + "</p></div>";
    }

    private static String spend(LoopStatus s) {
        LoopStatus.Spend spend = s.spend();
        double share = spend.spent()
                .flatMap(spent -> spend.budget().map(b -> share(spent, b)))
                .orElse(0.0);
        String limit = spend.budget()
                .map(b -> Pages.bar(share > 0.9 ? "warn" : "", share, 0) + "<small>of " + Pages.text(Words.money(b))
                        + "</small>")
                .orElse("");
        return "<div><small>Spent" + (spend.period().isEmpty() ? "" : " in " + Pages.text(spend.period()))
                + "</small><strong>" + Pages.text(Words.money(spend.spent())) + "</strong>" + limit + "</div>";
    }

    static double share(Money part, Money whole) {
        return whole.amount().signum() > 0 && part.currency().equals(whole.currency())
                ? part.toDouble() / whole.toDouble()
                : 0;
    }
}
