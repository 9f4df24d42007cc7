package dev.loopkeeper.loop;

import dev.loopkeeper.retrain.QualityPoint;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Says whether live quality fell so far after a promotion that the version before would do better.
 *
 * <p>Both are compared on what they really predicted, at different times; a change of season can look like a worse
 * version. So only a large fall counts, soon after the promotion, beyond the spread between files of outcomes; the rest
 * is left to the retrain policy.
 */
final class QualityGuard {
    private static final int LEAST_POINTS = 3;
    private static final int MOST_POINTS = 12;
    private static final long LEAST_ROWS = 200;
    private static final double LEAST_RATIO = 1.5;
    private static final double LEAST_Z = 3;

    private QualityGuard() {}

    static Optional<String> check(LoopState state) {
        Optional<ServingVersion> champion = state.serving().champion();
        Optional<ServingVersion> previous = state.serving().previous();
        if (champion.isEmpty() || previous.isEmpty()) {
            return Optional.empty();
        }
        Instant since = champion.get().since();
        Loss now = Loss.of(state, champion.get().version(), p -> !p.at().isBefore(since));
        Loss before = Loss.of(state, previous.get().version(), p -> p.at().isBefore(since));
        if (!now.enough() || !before.enough() || now.points > MOST_POINTS) {
            return Optional.empty();
        }
        double z = (now.mean - before.mean) / Math.sqrt(now.variance + before.variance);
        // Without any loss on either side z is no number, which is no evidence either.
        if (!(now.mean >= LEAST_RATIO * before.mean && z >= LEAST_Z)) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "live loss rose from %.3f under %s to %.3f under %s on %,d rows since its promotion (z = %.1f).",
                before.mean,
                previous.get().version(),
                now.mean,
                champion.get().version(),
                now.rows,
                z));
    }

    /**
     * Mean loss over the newest points of a version; its variance from the spread between points, at least binomial.
     */
    private record Loss(int points, long rows, double mean, double variance) {
        static Loss of(LoopState state, String version, java.util.function.Predicate<QualityPoint> when) {
            List<QualityPoint> all = state.intake().quality().stream()
                    .filter(p -> p.version().equals(version) && p.rows() > 0)
                    .filter(when)
                    .toList();
            List<QualityPoint> newest = all.subList(Math.max(0, all.size() - MOST_POINTS - 1), all.size());
            long rows = newest.stream().mapToLong(QualityPoint::rows).sum();
            double mean = newest.stream().mapToDouble(p -> p.loss() * p.rows()).sum() / Math.max(1, rows);
            double spread = newest.stream()
                    .mapToDouble(p -> (p.loss() - mean) * (p.loss() - mean))
                    .sum();
            int n = newest.size();
            double between = n > 1 ? spread / (n - 1) / n : 0;
            return new Loss(n, rows, mean, Math.max(between, mean * (1 - mean) / Math.max(1, rows)));
        }

        boolean enough() {
            return points >= LEAST_POINTS && rows >= LEAST_ROWS;
        }
    }
}
