package dev.loopkeeper.status;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Chart;
import dev.loopkeeper.loop.SpendState;
import dev.loopkeeper.retrain.Money;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Spend against budget by period, and what declined retrains have saved. */
final class MoneyCharts {
    private static final int PERIODS = 14;

    private MoneyCharts() {}

    static Optional<Chart> spent(ModelView view) {
        Map<String, Double> periods = periods(view);
        if (periods.isEmpty()) {
            return Optional.empty();
        }
        List<String> names =
                new ArrayList<>(periods.keySet()).subList(Math.max(0, periods.size() - PERIODS), periods.size());
        List<double[]> bars = new ArrayList<>();
        List<double[]> budget = new ArrayList<>();
        Optional<Money> limit = view.status().spend().budget();
        for (int i = 0; i < names.size(); i++) {
            bars.add(new double[] {i, periods.get(names.get(i))});
            double x = i;
            limit.ifPresent(b -> budget.add(new double[] {x, b.toDouble()}));
        }
        double most = bars.stream().mapToDouble(b -> b[1]).max().orElse(0);
        boolean far = limit.map(b -> b.toDouble() > 5 * most).orElse(true);
        List<Chart.Series> series =
                new ArrayList<>(List.of(new Chart.Series("spent", Chart.Tone.CHALLENGER, Chart.Style.BARS, bars)));
        if (!far) {
            series.add(new Chart.Series("budget", Chart.Tone.WARN, Chart.Style.DASHED, budget));
        }
        String currency = view.status().spend().total().map(Money::currency).orElse("");
        String note = limit.map(b ->
                        "The budget is " + Words.money(b) + " a period" + (far ? ", far above what is drawn." : "."))
                .orElse("");
        return Optional.of(new Chart(
                "spent",
                "Spent on training, " + currency,
                note,
                Chart.Axis.categories("", names),
                MoneySection.from(""),
                series));
    }

    private static Map<String, Double> periods(ModelView view) {
        LoopConfig.Period per =
                view.config().map(c -> c.retrain().budget().per()).orElse(LoopConfig.Period.MONTH);
        SortedMap<LocalDate, Money> spent = view.history().costs().spent();
        Map<String, Double> periods = new LinkedHashMap<>();
        LocalDate today = LocalDate.ofInstant(view.now(), ZoneOffset.UTC);
        // Every day counts, so that a period without a run is a gap and not left out.
        for (LocalDate day = spent.isEmpty() ? today.plusDays(1) : spent.firstKey();
                !day.isAfter(today);
                day = day.plusDays(1)) {
            double cost = spent.containsKey(day) ? spent.get(day).toDouble() : 0;
            periods.merge(SpendState.period(day.atStartOfDay(ZoneOffset.UTC).toInstant(), per), cost, Double::sum);
        }
        return periods;
    }

    static Optional<Chart> saved(ModelView view) {
        Map<LocalDate, Money> days = view.history().costs().saved();
        double all = view.status().spend().saved().map(Money::toDouble).orElse(0.0);
        if (days.isEmpty() || all <= 0) {
            return Optional.empty();
        }
        // What was saved before the oldest commit of the history is where the curve begins.
        double sum = Math.max(0, all - MoneySection.total(days));
        List<double[]> points = new ArrayList<>();
        int skip = 1 + days.size() / 900;
        int i = 0;
        for (Map.Entry<LocalDate, Money> day : days.entrySet()) {
            sum += day.getValue().toDouble();
            if (i++ % skip == 0 || i == days.size()) {
                points.add(new double[] {
                    day.getKey().atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli(), sum
                });
            }
        }
        String currency = view.status().spend().saved().map(Money::currency).orElse("");
        return Optional.of(new Chart(
                "saved",
                "Saved by declined retrains, " + currency,
                "Price of each declined run less what waiting was expected to cost, added up.",
                Chart.Axis.between("", Chart.Scale.TIME, points.get(0)[0], points.get(points.size() - 1)[0] + 1),
                MoneySection.from(""),
                List.of(new Chart.Series("saved", Chart.Tone.GOOD, Chart.Style.AREA, points))));
    }
}
