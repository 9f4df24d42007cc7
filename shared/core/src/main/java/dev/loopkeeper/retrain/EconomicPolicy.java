package dev.loopkeeper.retrain;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.DriftReport;
import dev.loopkeeper.edge.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Retrains when the expected loss of waiting exceeds the price.
 *
 * <p>Gates first ({@link RetrainGates}), then: a first version, a forced run, the maximum age, and last the economics
 * in money ({@link MarginalRule}) on losses whose truth is known. Drift is never a reason of its own, only evidence in
 * the sentence.
 */
public final class EconomicPolicy implements RetrainPolicy {
    @Override
    public RetrainDecision decide(RetrainEvidence evidence, LoopConfig.Retrain terms, Instant now) {
        return new Weighing(evidence, terms, now).decision();
    }

    /** One decision in the making. */
    private static final class Weighing {
        /** Share of new rows that is worth a retrain when nothing is known of live quality. */
        private static final double GROWTH = 0.1;

        private final RetrainEvidence evidence;
        private final LoopConfig.Retrain terms;
        private final Instant now;
        private final Map<String, Double> numbers = new LinkedHashMap<>();
        private Money waiting;
        private boolean known;

        Weighing(RetrainEvidence evidence, LoopConfig.Retrain terms, Instant now) {
            this.evidence = evidence;
            this.terms = terms;
            this.now = now;
            this.waiting = Money.zero(evidence.price().currency());
            put("freshRows", evidence.freshRows());
            put("immatureRows", evidence.immatureRows());
            put("freshBatches", evidence.freshBatches());
            put("minRows", terms.minRows());
            put("rowsPerBatch", evidence.rowsPerBatch());
            put("price", evidence.price().toDouble());
            put("spent", evidence.spent().toDouble());
            put("budget", terms.budget().amount().toDouble());
            put("costPerError", terms.costPerError().toDouble());
            put("failuresInARow", evidence.failuresInARow());
            evidence.championLoss().ifPresent(loss -> put("championLoss", loss));
            trainedAt().ifPresent(at -> put("ageDays", Duration.between(at, now).toSeconds() / 86_400.0));
        }

        RetrainDecision decision() {
            Trigger forced = evidence.forced().orElse(Trigger.DATA);
            Optional<RetrainGates.Shut> shut = new RetrainGates(evidence, terms, now).firstShut();
            if (shut.isPresent()) {
                RetrainGates.Shut gate = shut.get();
                return said(gate.action(), forced, gate.rule(), gate.sentence(), gate.lookAgain());
            }
            if (evidence.championSince().isEmpty()) {
                return retrain(
                        forced,
                        "first-version",
                        "Train the first version: " + String.format(Locale.ROOT, "%,d", evidence.freshRows())
                                + " rows are in and nothing serves yet; " + price() + ".");
            }
            if (evidence.forced().isPresent()) {
                return retrain(
                        forced,
                        "forced",
                        "Retrain: asked for by the " + forced.name().toLowerCase(Locale.ROOT)
                                + " trigger, whatever the economics say; " + price() + ".");
            }
            Optional<Duration> age = trainedAt().map(at -> Duration.between(at, now));
            if (age.isPresent() && age.get().compareTo(terms.maxAge()) >= 0) {
                return retrain(
                        Trigger.SCHEDULE,
                        "max-age",
                        "Retrain: the newest rows the champion has seen are " + Span.of(age.get())
                                + " old, retrain.maxAge is " + Span.of(terms.maxAge()) + "; " + price() + ".");
            }
            return LiveLoss.of(evidence, now).map(this::economics).orElseGet(this::blind);
        }

        /**
         * Without outcomes nobody knows what the champion costs. Then much new data is the reason, as long as the price
         * is below what even a perfect version could save on a batch.
         */
        private RetrainDecision blind() {
            double growth = evidence.trainedRows() > 0 ? (double) evidence.freshRows() / evidence.trainedRows() : 0;
            Money most = money(evidence.rowsPerBatch()
                    * terms.costPerError().toDouble()
                    * evidence.championLoss().orElse(1.0));
            put("growth", growth);
            put("mostSaved", most.toDouble());
            String seen = String.format(
                    Locale.ROOT,
                    "%,d new rows are %.0f %% of the %,d it learnt from",
                    evidence.freshRows(),
                    100 * growth,
                    evidence.trainedRows());
            if (growth >= GROWTH && most.compareTo(evidence.price()) >= 0) {
                return retrain(
                        Trigger.DATA,
                        "no-quality-growth",
                        "Retrain: no outcome has been joined with the champion's predictions, but " + seen
                                + "; a perfect version would save " + most + " a batch, " + price() + ".");
            }
            return keep(
                    "no-quality",
                    "Keep the champion: no outcome has been joined with its predictions, so what it costs is unknown, and "
                            + seen + "; it is retrained at retrain.maxAge (" + Span.of(terms.maxAge())
                            + "). A retrain costs " + evidence.price() + ".");
        }

        private RetrainDecision economics(LiveLoss live) {
            double wrongBatch = evidence.rowsPerBatch() * terms.costPerError().toDouble();
            double alpha = wrongBatch <= 0
                    ? Double.POSITIVE_INFINITY
                    : evidence.price().toDouble() / wrongBatch;
            double fresh = MarginalRule.birth(
                    evidence.championLoss().orElse(live.known().get(0).loss()), live.known());
            MarginalRule.Cure cure = MarginalRule.Cure.of(terms.cure(), evidence.rowsPerBatch());
            MarginalRule.Weighed weighed = new MarginalRule(fresh, alpha, cure).weigh(live.known(), live.unseen());
            note(live, fresh, alpha, weighed);
            if (Double.isNaN(weighed.slope())) {
                return keep(
                        "economics",
                        "Keep " + live.version() + ": the truth is known for less than two batches of its predictions ("
                                + String.format(Locale.ROOT, "%,d rows, loss %.4f", live.rows(), live.mean())
                                + "), too few to see it age; "
                                + price() + ".");
            }
            waiting = money(weighed.excess() * wrongBatch);
            known = true;
            String excess = live.version() + ": errors cost " + waiting + " more a batch than a fresh version would, ";
            String facts = String.format(
                    Locale.ROOT,
                    " Live loss %.4f over %,d rows, %.4f when fresh, %.1f batches old.",
                    live.mean(),
                    live.rows(),
                    fresh,
                    weighed.age());
            return weighed.retrain()
                    ? retrain(
                            Trigger.PERFORMANCE,
                            "economics",
                            "Retrain " + excess + "ageing has cost about " + money(weighed.debt() * wrongBatch)
                                    + " so far, " + price() + "." + facts)
                    : keep("economics", "Keep " + excess + price() + "; " + outlook(weighed) + "." + facts);
        }

        private void note(LiveLoss live, double fresh, double alpha, MarginalRule.Weighed weighed) {
            put("liveLoss", live.mean());
            put("liveRows", live.rows());
            put("fresh", fresh);
            put("alpha", alpha);
            put("age", weighed.age());
            put("unseen", live.unseen());
            put("slope", weighed.slope());
            put("excess", weighed.excess());
            put("debt", weighed.debt());
            put("batchesLeft", weighed.batchesLeft());
        }

        private static String outlook(MarginalRule.Weighed weighed) {
            if (Double.isInfinite(weighed.batchesLeft())) {
                return "it does not age, so no date can be given";
            }
            long batches = Math.max(1, (long) Math.ceil(weighed.batchesLeft()));
            return "worth it after about " + batches + (batches == 1 ? " more batch" : " more batches");
        }

        private String price() {
            String length = Span.of(Duration.ofSeconds(Math.round(terms.hours() * 3_600)));
            return "a retrain costs " + evidence.price()
                    + terms.perHour()
                            .map(p -> " (" + length + " planned at " + p + ")")
                            .orElse("");
        }

        private RetrainDecision retrain(Trigger trigger, String rule, String sentence) {
            return said(RetrainAction.RETRAIN, trigger, rule, sentence, Optional.empty());
        }

        private RetrainDecision keep(String rule, String sentence) {
            return said(
                    RetrainAction.KEEP,
                    Trigger.DATA,
                    rule,
                    sentence,
                    trainedAt().map(at -> at.plus(terms.maxAge())));
        }

        private RetrainDecision said(
                RetrainAction action, Trigger trigger, String rule, String sentence, Optional<Instant> lookAgain) {
            String drift = evidence.drift()
                    .filter(DriftReport::moved)
                    .map(Weighing::furthest)
                    .orElse("");
            Money zero = Money.zero(evidence.price().currency());
            Money difference = evidence.price().minus(waiting);
            // What waiting costs is unknown without outcomes: no saving is claimed then.
            Money saved = action == RetrainAction.KEEP && known && difference.compareTo(zero) > 0 ? difference : zero;
            return new RetrainDecision(
                    action,
                    trigger,
                    rule,
                    sentence + drift,
                    Map.copyOf(numbers),
                    evidence.price(),
                    waiting,
                    saved,
                    lookAgain);
        }

        /** One column is enough for a sentence; the report and the status page show all. */
        private static String furthest(DriftReport drift) {
            List<DriftReport.ColumnDrift> moved = drift.columns().stream()
                    .filter(DriftReport.ColumnDrift::moved)
                    .toList();
            return " Drift: " + moved.size() + " of " + drift.columns().size() + " columns moved, furthest "
                    + moved.get(0).column() + ": " + moved.get(0).sentence() + ".";
        }

        private Optional<Instant> trainedAt() {
            return evidence.championSeen().or(evidence::championSince);
        }

        private Money money(double amount) {
            return Money.of(Math.round(100 * amount) / 100.0, evidence.price().currency());
        }

        private void put(String name, double value) {
            if (Double.isFinite(value)) {
                numbers.put(name, value);
            }
        }
    }
}
