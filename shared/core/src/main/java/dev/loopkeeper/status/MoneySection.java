package dev.loopkeeper.status;

import dev.loopkeeper.edge.Chart;
import dev.loopkeeper.edge.Figures;
import dev.loopkeeper.edge.Pages;
import dev.loopkeeper.retrain.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Decisions with their reasons, what they cost and what they saved. */
final class MoneySection {
    private static final int SHOWN = 8;
    private static final int LISTED = 120;
    private static final int FIGURES = 8;

    private MoneySection() {}

    /** The newest decision on its own. */
    static String last(ModelView view) {
        Optional<LoopStatus.LastDecision> last = view.status().lastDecision();
        if (last.isEmpty()) {
            return Html.empty(
                    "Nothing was decided yet. When enough new rows are there, the price of a retrain is weighed against the loss of waiting.");
        }
        LoopStatus.LastDecision d = last.get();
        return "<p>" + Pages.badge(Words.actionTone(d.action()), Words.action(d.action())) + " <span class=\"quiet\">"
                + Moments.ago(d.at(), view.now()) + ", rule " + Pages.text(d.rule()) + "</span></p><p>"
                + Pages.text(d.reason()) + "</p>" + weigh(d) + numbers(d.numbers());
    }

    private static String weigh(LoopStatus.LastDecision d) {
        boolean sayable = d.price().currency().equals(d.waitingCost().currency());
        double most = sayable ? Math.max(d.price().toDouble(), d.waitingCost().toDouble()) : 0;
        if (most <= 0) {
            return "";
        }
        return "<div class=\"weigh\"><span>Price of a run</span>"
                + Pages.bar("muted", d.price().toDouble() / most, 0) + "<b>" + Pages.text(Words.money(d.price()))
                + "</b><span>Loss of waiting</span>"
                + Pages.bar("", d.waitingCost().toDouble() / most, 0) + "<b>" + Pages.text(Words.money(d.waitingCost()))
                + "</b></div>";
    }

    private static String numbers(Map<String, Double> numbers) {
        String shown = new TreeMap<>(numbers)
                .entrySet().stream()
                        .limit(FIGURES)
                        .map(e -> "<span>" + Pages.text(spaced(e.getKey())) + " <b>" + Figures.round(e.getValue())
                                + "</b></span>")
                        .collect(Collectors.joining());
        return shown.isEmpty() ? "" : "<p class=\"figures\">" + shown + "</p>";
    }

    private static String spaced(String camel) {
        return camel.replaceAll("(?<=[a-zA-Z])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
    }

    /** The table of decisions and the charts of money. */
    static String html(Pages page, ModelView view) {
        List<LoopHistory.Decision> decisions = view.history().decisions();
        if (decisions.isEmpty()) {
            return Html.empty(
                    "No retrain was weighed yet. Each decision appears here with its reason, its price and what it saved.");
        }
        List<List<Html.Cell>> rows =
                decisions.stream().limit(LISTED).map(MoneySection::row).toList();
        String figures = MoneyCharts.spent(view).map(page::figure).orElse("")
                + MoneyCharts.saved(view).map(page::figure).orElse("");
        return (figures.isEmpty() ? "" : "<div class=\"pair\">" + figures + "</div><h3>Decisions</h3>")
                + Html.folded("decisions-more", rows, SHOWN);
    }

    private static List<Html.Cell> row(LoopHistory.Decision d) {
        return List.of(
                Html.Cell.plain("When", Moments.html(d.at())),
                Html.Cell.plain("Decision", Pages.badge(Words.actionTone(d.action()), Words.action(d.action()))),
                Html.Cell.plain("Why", Html.wide(d.sentence())),
                Html.Cell.text("Price", Words.money(d.price())),
                Html.Cell.text("Loss of waiting", Words.money(d.waitingCost())),
                new Html.Cell("Saved", d.saved().amount().signum() > 0 ? Pages.text(Words.money(d.saved())) : ""));
    }

    /** Sum of what is in one currency: that of the newest. */
    static double total(Map<?, Money> amounts) {
        return amounts.values().stream().mapToDouble(Money::toDouble).sum();
    }

    static Chart.Axis from(String title) {
        return new Chart.Axis(title, Chart.Scale.NUMBER, Optional.of(0.0), Optional.empty(), List.of());
    }
}
