package dev.loopkeeper.retrain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The champion's live losses, in batches instead of files of outcomes.
 *
 * <p>Evidence does not name the champion: it is the version with most joined rows since the promotion, as a challenger
 * in its canary sees only a share.
 *
 * @param unseen batches served since the newest known one, by the pace so far; at most as many as are known
 */
record LiveLoss(String version, List<MarginalRule.Served> known, double unseen, long rows, double mean) {
    static Optional<LiveLoss> of(RetrainEvidence evidence, Instant now) {
        Instant since = evidence.championSince().orElse(Instant.MAX);
        List<QualityPoint> live = evidence.quality().stream()
                .filter(p -> p.at().isAfter(since) && p.rows() > 0 && Double.isFinite(p.loss()))
                .toList();
        Map<String, Long> rows = new HashMap<>();
        live.forEach(p -> rows.merge(p.version(), p.rows(), Long::sum));
        return rows.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(champion -> of(champion.getKey(), live, since, evidence.rowsPerBatch(), now));
    }

    private static LiveLoss of(String version, List<QualityPoint> live, Instant since, long rowsPerBatch, Instant now) {
        List<MarginalRule.Served> known = new ArrayList<>();
        double batches = 0;
        long rows = 0;
        double sum = 0;
        Instant newest = since;
        for (QualityPoint point : live) {
            if (point.version().equals(version)) {
                double part = (double) point.rows() / Math.max(1, rowsPerBatch);
                known.add(new MarginalRule.Served(part, point.loss()));
                batches += part;
                rows += point.rows();
                sum += point.rows() * point.loss();
                newest = point.at().isAfter(newest) ? point.at() : newest;
            }
        }
        double pace = batches / Math.max(1, Duration.between(since, newest).toSeconds());
        double unseen = Math.min(
                batches, Math.max(0, pace * Duration.between(newest, now).toSeconds()));
        return new LiveLoss(version, List.copyOf(known), unseen, rows, sum / rows);
    }
}
