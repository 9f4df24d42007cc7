package dev.loopkeeper.rollout;

import dev.loopkeeper.config.LoopConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Judges the bake: the promoted version alone against limits frozen from the canary.
 *
 * <p>The limit of a metric is 1.5 times the upper confidence bound (Clopper-Pearson) of the champion's pooled canary
 * rate; the bound spends a quarter of the bake's budget, the sequential test above it the rest, so the uncertainty of
 * few canary requests is paid for. The factor 1.5 absorbs moderate changes over the day, which no frozen rate can see.
 * Without a canary only the absolute floor is left.
 */
final class BakeRuling {
    private static final double TOLERANCE = 1.5;
    private static final double BOUND_SHARE = .25;

    private final Evidence canary;
    private final TreeMap<Instant, VersionWindow> bake = new TreeMap<>();
    private final LoopConfig.Rollout terms;
    private final Guard guard;
    private final Map<String, Double> numbers = new LinkedHashMap<>();
    private final StringBuilder facts = new StringBuilder();

    BakeRuling(Evidence canary, List<VersionWindow> windows, Guard guard, LoopConfig.Rollout terms) {
        this.canary = canary;
        this.terms = terms;
        this.guard = guard;
        windows.forEach(window ->
                bake.merge(window.start(), window, (a, b) -> b.requests() > a.requests() || a.missing() ? b : a));
    }

    Judgement judgement(Instant since, Instant now) {
        List<VersionWindow> usable = bake.values().stream()
                .filter(w -> !w.missing() && w.requests() > 0)
                .toList();
        boolean worse = above(Metric.ERRORS, usable) | above(Metric.SLOW, usable);
        long requests = usable.stream().mapToLong(VersionWindow::requests).sum();
        long errors = usable.stream().mapToLong(VersionWindow::errors).sum();
        boolean floor = RateTest.log(errors, requests, 1 - terms.availability()) >= -Math.log(Guard.FLOOR_ALPHA);
        boolean champion = canary.errors().counts().baseEvents()
                > (1 - terms.availability()) * canary.traffic().baseline();
        int windows = usable.stream().mapToInt(VersionWindow::windows).sum();
        Duration seen = terms.window().multipliedBy(windows);
        numbers.put("requests", (double) requests);
        numbers.put("errors", (double) errors);
        numbers.put("windows", (double) windows);
        numbers.put("seenSeconds", (double) seen.toSeconds());
        String counts = Words.count(errors) + " of " + Words.count(requests) + " requests failed at 100 % in "
                + Words.time(seen) + "." + facts;
        if (worse) {
            return said(
                    Judgement.Action.ROLLBACK,
                    "Roll back: the promoted version is worse than the champion was. " + counts);
        }
        String limit = Words.percent(1 - terms.availability());
        if (floor && !champion) {
            return said(
                    Judgement.Action.ROLLBACK,
                    "Roll back: more than " + limit + " of requests fail, the limit of errorBudget.availability. "
                            + counts);
        }
        String warning = floor
                ? " More than " + limit + " of requests fail, as they did with the champion: going back would not help."
                : "";
        return calm(usable, seen, since, now, counts + warning);
    }

    private Judgement calm(List<VersionWindow> usable, Duration seen, Instant since, Instant now, String counts) {
        if (bake.isEmpty() && now.isBefore(since.plus(terms.window().multipliedBy(3)))) {
            return said(Judgement.Action.CONTINUE, "Go on: the bake has just begun. " + counts);
        }
        if (bake.isEmpty()
                || usable.isEmpty()
                || !usable.get(usable.size() - 1).equals(bake.lastEntry().getValue())) {
            return said(
                    Judgement.Action.HOLD, "Hold the bake: the newest window has no metrics or no request. " + counts);
        }
        boolean over = !now.isBefore(since.plus(terms.bake())) && seen.compareTo(terms.bake()) >= 0;
        return over
                ? said(
                        Judgement.Action.PROMOTE,
                        "The bake of " + Words.time(terms.bake()) + " is over and quiet: keep the new champion. "
                                + counts)
                : said(
                        Judgement.Action.CONTINUE,
                        "Go on: " + Words.time(seen) + " of a bake of " + Words.time(terms.bake()) + ". " + counts);
    }

    private boolean above(Metric metric, List<VersionWindow> usable) {
        MetricEvidence frozen = metric == Metric.ERRORS ? canary.errors() : canary.slow();
        long n = canary.traffic().baseline();
        if (n == 0) {
            return false;
        }
        long x = frozen.counts().baseEvents();
        double budget = (metric == Metric.SLOW ? guard.slowBudget(0) : guard.errorBudget(false)) * guard.bake();
        double bound = x >= n
                ? 1
                : BetaDistribution.of(x + 1.0, (double) n - x).inverseSurvivalProbability(budget * BOUND_SHARE);
        double limit = TOLERANCE * bound;
        long events = 0;
        long requests = 0;
        double peak = 0;
        for (VersionWindow window : usable) {
            events += metric.events(window);
            requests += window.requests();
            peak = Math.max(peak, RateTest.log(events, requests, limit));
        }
        double needed = -Math.log(budget * (1 - BOUND_SHARE));
        report(metric, requests == 0 ? 0 : (double) events / requests, (double) x / n, limit, peak, needed);
        return peak >= needed;
    }

    private void report(Metric metric, double rate, double champion, double limit, double peak, double needed) {
        numbers.put(metric.key() + ".rate", rate);
        numbers.put(metric.key() + ".championRate", champion);
        numbers.put(metric.key() + ".limit", limit);
        numbers.put(metric.key() + ".evidence", Math.min(Double.MAX_VALUE, Math.exp(peak)));
        numbers.put(metric.key() + ".needed", Math.exp(needed));
        facts.append(" Rate of ")
                .append(metric.words())
                .append(": ")
                .append(Words.percent(rate))
                .append(", the champion's in the canary ")
                .append(Words.percent(champion))
                .append(", evidence that it exceeds ")
                .append(Words.percent(limit))
                .append(' ')
                .append(Words.odds(peak))
                .append(" (needs ")
                .append(Words.odds(needed))
                .append(").");
    }

    private Judgement said(Judgement.Action action, String sentence) {
        return new Judgement(action, sentence, Map.copyOf(numbers));
    }
}
