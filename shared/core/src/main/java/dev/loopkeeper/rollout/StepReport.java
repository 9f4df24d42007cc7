package dev.loopkeeper.rollout;

import dev.loopkeeper.config.LoopConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts a ruling on a step into a sentence for the person on call, and its numbers beside it. */
final class StepReport {
    private final Ruling ruling;
    private final Evidence evidence;
    private final LoopConfig.Rollout terms;
    private final Guard guard;
    private final Map<String, Double> numbers = new LinkedHashMap<>();

    StepReport(Ruling ruling, Evidence evidence, Guard guard, LoopConfig.Rollout terms) {
        this.ruling = ruling;
        this.evidence = evidence;
        this.terms = terms;
        this.guard = guard;
    }

    Judgement judgement() {
        StringBuilder text = new StringBuilder(opening());
        put("challengerRequests", evidence.traffic().challenger());
        put("baselineRequests", evidence.traffic().baseline());
        put("windows", evidence.traffic().windows());
        put("alpha", guard.alpha());
        put("floorBroken", ruling.floorBroken() ? 1 : 0);
        put("championBroken", ruling.championBroken() ? 1 : 0);
        ruling.step().ifPresent(this::place);
        for (Reading reading : ruling.readings()) {
            text.append(' ').append(metric(reading));
        }
        ruling.value().ifPresent(v -> text.append(' ').append(value(v).sentence()));
        if (ruling.championBroken()) {
            text.append(" Both versions fail more than ").append(Words.percent(1 - terms.availability()));
            text.append(" of requests, so going back would not help: look at what they share.");
        }
        return new Judgement(ruling.action(), text.toString(), Map.copyOf(numbers));
    }

    private ValueReport value(ValueReading reading) {
        ValueReport report = new ValueReport(reading, terms.value().orElseThrow(), guard, step());
        report.numbers().forEach(this::put);
        return report;
    }

    private void place(Step step) {
        put("weight", step.weight());
        put("dwellSeconds", step.dwelt().toSeconds());
        put("progress", step.progress());
        put("unsafeRatio", step.unsafeRatio());
    }

    private String opening() {
        return switch (ruling.action()) {
            case ROLLBACK -> "Roll back " + at() + ": " + worse();
            case HOLD -> ruling.step().isEmpty() ? "Hold: " + unheard() : "Hold " + at() + ": " + unheard();
            case PROMOTE -> "Take the next step (" + step().nextWeight() + " %): " + quiet();
            case CONTINUE -> undecided();
        };
    }

    private String worse() {
        if (ruling.cause() == Ruling.Cause.VALUE) {
            return "the mean value is worse than the champion's by more than the "
                    + Words.percent(terms.value().orElseThrow().tolerance())
                    + " of rollout.judge.value.tolerance.";
        }
        return ruling.cause() == Ruling.Cause.FLOOR
                ? "the challenger fails more than " + Words.percent(1 - terms.availability())
                        + " of its requests, the limit of errorBudget.availability, and the champion does not."
                : loud().of().metric().words() + " are up, shown by the "
                        + loud().fired().orElseThrow() + ".";
    }

    private String unheard() {
        return switch (ruling.cause()) {
            case MISSING -> window() + " has no metrics; that neither fails nor advances the step.";
            case NO_REQUESTS ->
                "in " + window()
                        + (evidence.newest().challenger().requests() == 0 ? " the challenger" : " the champion")
                        + " got no request.";
            case NO_VALUE ->
                window() + " has no values of both versions, which rollout.judge.value needs: the live metrics of this"
                        + " endpoint must give them, or the key must go.";
            case STALE -> window() + " is long ago; metrics are late.";
            default -> "no window of this step has been seen, so nothing is known of the challenger at this weight.";
        };
    }

    private String window() {
        return "the newest window (" + evidence.newest().start() + ")";
    }

    private String quiet() {
        return ruling.cause() == Ruling.Cause.NOT_WORSE
                ? "less than " + Words.ratio(step().unsafeRatio()) + " times the champion's rates is shown, after "
                        + Words.time(step().dwelt()) + " " + at() + "."
                : Words.time(step().dwelt()) + " " + at() + " are over and no test says worse.";
    }

    private String undecided() {
        return switch (ruling.cause()) {
            case WARM_UP -> "Go on: the step has just begun and its first window is not in yet.";
            case FLOOR_OF_BOTH -> "Stay " + at() + ": the time is over, but the service is below its floor.";
            default ->
                "Go on " + at() + ": neither worse nor shown to be safe after " + Words.time(step().dwelt())
                        + " of at most " + Words.time(terms.maxDwell()) + ".";
        };
    }

    private String at() {
        return "at " + evidence.newest().weight() + " %";
    }

    private Step step() {
        return ruling.step().orElseThrow();
    }

    private Reading loud() {
        return ruling.readings().stream()
                .filter(r -> r.fired().isPresent())
                .findFirst()
                .orElseThrow();
    }

    private String metric(Reading reading) {
        String words = reading.of().metric().words();
        String capital = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        long events = reading.of().counts().events();
        long base = reading.of().counts().baseEvents();
        String counts = Words.count(events) + " of "
                + Words.count(evidence.traffic().challenger()) + " requests against " + Words.count(base) + " of "
                + Words.count(evidence.traffic().baseline()) + " of the champion";
        streams(reading);
        if (events + base == 0) {
            return capital + ": " + counts + ".";
        }
        Arms[] windows = reading.of().trail().toArray();
        ConfidenceSequence interval = ConfidenceSequence.of(windows, reading.spread(), Guard.CONFIDENCE);
        String key = reading.of().metric().key();
        put(key + ".ratio", reading.spread().ratio());
        put(key + ".low", interval.low());
        put(key + ".high", interval.high());
        return capital + ": " + Words.ratio(reading.spread().ratio())
                + " times the champion's rate (95 % confidence sequence " + Words.ratio(interval.low()) + " to "
                + Words.ratio(interval.high()) + "), " + counts + "; " + evidence(reading) + ".";
    }

    private String evidence(Reading reading) {
        String dropped =
                reading.of().trail().size() < Guard.LEAST_WINDOWS ? "too few windows" : "noise lasts over windows";
        String late = Double.isInfinite(reading.zLimit())
                ? "steady counts and deadline test off (" + dropped + ")"
                : "steady counts " + against(reading, reading.steady(), guard.steady()) + ", deadline z "
                        + Words.ratio(reading.spread().z()) + " (needs " + Words.ratio(reading.zLimit())
                        + "), both from a ratio of "
                        + Words.ratio(reading.material()) + " up";
        return "evidence for worse: fast counts "
                + against(reading, reading.of().fastPeak(), guard.fast()) + ", window bets "
                + against(reading, reading.of().robustPeak(), guard.robust()) + ", " + late + "; for safe "
                + Words.odds(reading.safe())
                + " (needs " + Words.odds(Guard.safeNeeded(step().last())) + ")";
    }

    private static String against(Reading reading, double log, double share) {
        return Words.odds(log) + " (needs " + Words.odds(reading.needed(share)) + ")";
    }

    private void streams(Reading reading) {
        String key = reading.of().metric().key();
        put(key + ".challenger", reading.of().counts().events());
        put(key + ".baseline", reading.of().counts().baseEvents());
        put(key + ".fast", Math.exp(reading.of().fastPeak()));
        put(key + ".steady", Math.exp(reading.steady()));
        put(key + ".robust", Math.exp(reading.of().robustPeak()));
        put(key + ".z", reading.spread().z());
        put(key + ".zLimit", reading.zLimit());
        put(key + ".safe", Math.exp(reading.safe()));
        put(key + ".dispersion", reading.spread().dispersion());
        put(key + ".memory", reading.spread().memory());
        put(key + ".material", reading.material());
        put(key + ".excess", reading.spread().turned().excess());
        put(key + ".material", reading.material());
    }

    /** A number that does not exist is left out; one beyond a double is written as the largest. */
    private void put(String name, double value) {
        if (!Double.isNaN(value)) {
            numbers.put(name, Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value)));
        }
    }
}
