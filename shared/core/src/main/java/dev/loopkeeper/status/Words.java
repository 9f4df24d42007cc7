package dev.loopkeeper.status;

import dev.loopkeeper.edge.Figures;
import dev.loopkeeper.retrain.Money;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A loop's state in sentences a manager reads. Plain text: whoever shows it escapes it. */
final class Words {
    private Words() {}

    /** What serves and what moves, in one sentence. */
    static String serving(LoopStatus s, Instant now) {
        LoopStatus.Rollout r = s.rollout();
        if (s.champion().isEmpty() && r.challenger().isEmpty()) {
            return "Nothing serves yet.";
        }
        String champion = s.champion().map(LoopStatus.Champion::version).orElse("nothing");
        String challenger = r.challenger().orElse("the challenger");
        switch (r.state()) {
            case "deploying":
                return challenger + " is being deployed; " + champion + " serves all traffic.";
            case "awaiting-approval":
                return challenger + " waits for approval; " + split(r.weights());
            case "canary":
                return "A canary is running: " + split(r.weights());
            case "baking":
                return challenger + " serves all traffic and bakes: "
                        + (s.champion().isPresent() ? champion + " stands by." : "it is the first version.");
            case "rolling-back":
                return "Traffic is going back to " + r.rollbackTo().orElse(champion) + ".";
            default:
                Instant since = s.champion().map(LoopStatus.Champion::since).orElse(now);
                return champion + " serves all traffic, champion for " + Moments.length(Duration.between(since, now))
                        + ".";
        }
    }

    /** One word or two for a badge. */
    static String state(LoopStatus s) {
        if (!s.setup().problems().isEmpty()) {
            return "Broken";
        }
        if (s.paused().isPresent()) {
            return "Paused";
        }
        return switch (s.rollout().state()) {
            case "deploying" -> "Deploying";
            case "awaiting-approval" -> "Awaiting approval";
            case "canary" ->
                "Canary "
                        + s.rollout()
                                .challenger()
                                .map(v -> s.rollout().wanted().getOrDefault(v, 0))
                                .orElse(0) + " %";
            case "baking" -> "Baking";
            case "rolling-back" -> "Rolling back";
            default -> s.training().equals("idle") ? health(s.health().level()) : "Training";
        };
    }

    /** The colour of that badge. */
    static String tone(LoopStatus s) {
        boolean fine = s.health().level() == Level.HEALTHY;
        boolean moving = !s.rollout().state().equals("none") || !s.training().equals("idle");
        return fine && moving ? "info" : s.health().level().tone();
    }

    static String action(String action) {
        return switch (action) {
            case "retrain" -> "Retrain";
            case "keep" -> "Declined";
            case "denied-budget" -> "Denied: budget";
            default -> "Wait";
        };
    }

    static String actionTone(String action) {
        return switch (action) {
            case "retrain" -> "info";
            case "keep" -> "good";
            case "denied-budget" -> "warn";
            default -> "muted";
        };
    }

    /** {@code 1 run}, {@code 1,200 runs}. */
    static String count(long n, String thing) {
        return Figures.count(n) + " " + thing + (n == 1 ? "" : "s");
    }

    /** Money to two decimals, more only when it would read as nothing. */
    static String money(Optional<Money> amount) {
        return amount.map(Words::money).orElse("none");
    }

    static String money(Money amount) {
        boolean tiny = amount.amount().signum() != 0 && Math.abs(amount.toDouble()) < 0.01;
        return String.format(
                                java.util.Locale.ROOT,
                                "%,.2f",
                                amount.amount().setScale(tiny ? 4 : 2, RoundingMode.HALF_UP))
                        .replaceAll("^-?0\\.00$", tiny ? amount.amount().toPlainString() : "0.00")
                + " " + amount.currency();
    }

    private static String health(Level level) {
        return switch (level) {
            case HEALTHY -> "Healthy";
            case STARTING -> "Starting";
            case ATTENTION -> "Needs attention";
            case CRITICAL -> "Act now";
        };
    }

    private static String split(Map<String, Integer> weights) {
        return weights.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                        .map(e -> e.getKey() + " takes " + e.getValue() + " %")
                        .collect(Collectors.joining(", "))
                + ".";
    }
}
