package dev.loopkeeper.retrain;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.WeekWindow;
import dev.loopkeeper.edge.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/**
 * The gates before the economics, in the order in which they are asked; the first that is shut decides.
 *
 * <p>A manual trigger is a person's word: it passes the gates of failures, debounce and cool-down, none of the others.
 */
final class RetrainGates {
    /** A shut gate. */
    record Shut(RetrainAction action, String rule, String sentence, Optional<Instant> lookAgain) {}

    private final RetrainEvidence evidence;
    private final LoopConfig.Retrain terms;
    private final Instant now;
    private final boolean manual;

    RetrainGates(RetrainEvidence evidence, LoopConfig.Retrain terms, Instant now) {
        this.evidence = evidence;
        this.terms = terms;
        this.now = now;
        this.manual = evidence.forced().filter(t -> t == Trigger.MANUAL).isPresent();
    }

    Optional<Shut> firstShut() {
        return running()
                .or(this::failures)
                .or(this::rows)
                .or(this::debounce)
                .or(this::enough)
                .or(this::coolDown)
                .or(this::window)
                .or(this::budget);
    }

    private Optional<Shut> running() {
        return evidence.trainingActive()
                ? wait("training-active", "Wait: a training run is on its way; one at a time.", Optional.empty())
                : Optional.empty();
    }

    private Optional<Shut> failures() {
        if (manual || terms.maxFailures() <= 0 || evidence.failuresInARow() < terms.maxFailures()) {
            return Optional.empty();
        }
        return wait(
                "failures",
                "Wait for a person: the last " + evidence.failuresInARow() + " runs failed, retrain.maxFailures is "
                        + terms.maxFailures() + "; mend the training and start one run by hand.",
                Optional.empty());
    }

    private Optional<Shut> rows() {
        return evidence.freshRows() + evidence.immatureRows() == 0
                ? wait("no-fresh-rows", "Wait: no new rows since the last training run.", Optional.empty())
                : Optional.empty();
    }

    private Optional<Shut> debounce() {
        Optional<Instant> quiet =
                evidence.newestBatch().map(at -> at.plus(terms.debounce())).filter(now::isBefore);
        return manual
                ? Optional.empty()
                : quiet.flatMap(at -> wait(
                        "debounce",
                        "Wait: the newest of " + evidence.freshBatches() + " batches is younger than retrain.debounce ("
                                + Span.of(terms.debounce()) + "); more may be on their way.",
                        quiet));
    }

    private Optional<Shut> enough() {
        long fresh = evidence.freshRows();
        long immature = evidence.immatureRows();
        if (fresh >= Math.max(1, terms.minRows())) {
            return Optional.empty();
        }
        String rows = String.format(
                Locale.ROOT, "%,d new rows with final labels, retrain.minRows is %,d", fresh, terms.minRows());
        return fresh + immature >= terms.minRows()
                ? wait(
                        "labels-immature",
                        "Wait: " + rows
                                + String.format(
                                        Locale.ROOT,
                                        "; %,d more rows are here but their labels are not final yet.",
                                        immature),
                        Optional.empty())
                : wait("min-rows", "Wait: " + rows + ".", Optional.empty());
    }

    private Optional<Shut> coolDown() {
        Optional<Instant> over =
                evidence.lastClaim().map(at -> at.plus(terms.coolDown())).filter(now::isBefore);
        return manual
                ? Optional.empty()
                : over.flatMap(at -> wait(
                        "cool-down",
                        "Wait: the last run was started "
                                + Span.of(Duration.between(evidence.lastClaim().orElseThrow(), now))
                                + " ago, retrain.coolDown is "
                                + Span.of(terms.coolDown()) + ".",
                        over));
    }

    private Optional<Shut> window() {
        Optional<WeekWindow> shut = terms.window().filter(w -> !w.contains(now));
        return shut.flatMap(w -> wait(
                "window",
                "Wait: training may start only in retrain.window (" + w + "), next at " + w.nextInside(now) + ".",
                Optional.of(w.nextInside(now))));
    }

    private Optional<Shut> budget() {
        LoopConfig.Budget budget = terms.budget();
        if (evidence.spent().plus(evidence.price()).compareTo(budget.amount()) <= 0) {
            return Optional.empty();
        }
        Instant next = nextPeriod(budget.per());
        return Optional.of(new Shut(
                RetrainAction.DENIED_BUDGET,
                "budget",
                "No retrain: it costs " + evidence.price() + " and "
                        + evidence.spent() + " of the budget of " + budget.amount() + " a "
                        + budget.per().name().toLowerCase(Locale.ROOT)
                        + " are spent or reserved; it starts anew at " + next + ".",
                Optional.of(next)));
    }

    private Instant nextPeriod(LoopConfig.Period period) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate next =
                switch (period) {
                    case DAY -> today.plusDays(1);
                    case WEEK -> today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
                    case MONTH -> today.with(TemporalAdjusters.firstDayOfNextMonth());
                    case YEAR -> today.with(TemporalAdjusters.firstDayOfNextYear());
                };
        return next.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Optional<Shut> wait(String rule, String sentence, Optional<Instant> lookAgain) {
        return Optional.of(new Shut(RetrainAction.WAIT, rule, sentence, lookAgain));
    }
}
