package dev.loopkeeper.loop;

import dev.loopkeeper.data.Schema;
import dev.loopkeeper.retrain.QualityPoint;
import dev.loopkeeper.retrain.RetrainAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is known of data and live quality.
 *
 * @param trained batches that went into a succeeded run
 * @param rejected batches that were rejected
 * @param recentlyRejected ids of the last of them, so that a redelivery counts once
 * @param quality the newest 256 points, by time and id: the same whatever order they came in
 * @param lastDecision the newest decision on record
 * @param declined retrains weighed and declined
 */
public record IntakeState(
        Optional<Schema> schema,
        long trained,
        long rejected,
        List<String> recentlyRejected,
        List<QualityPoint> quality,
        Optional<DataEvent.RetrainDecided> lastDecision,
        Optional<Instant> decidedAt,
        int declined) {
    private static final int QUALITY_KEPT = 256;
    private static final int REJECTED_KEPT = 64;
    private static final Comparator<QualityPoint> BY_TIME =
            Comparator.comparing(QualityPoint::at).thenComparing(QualityPoint::id);

    public IntakeState {
        recentlyRejected = List.copyOf(recentlyRejected);
        quality = List.copyOf(quality);
    }

    /** Before the first batch. */
    public static IntakeState initial() {
        return new IntakeState(Optional.empty(), 0, 0, List.of(), List.of(), Optional.empty(), Optional.empty(), 0);
    }

    IntakeState pinned(Schema pinned) {
        return new IntakeState(
                Optional.of(pinned), trained, rejected, recentlyRejected, quality, lastDecision, decidedAt, declined);
    }

    IntakeState rejecting(String batchId) {
        return new IntakeState(
                schema,
                trained,
                rejected + 1,
                newest(append(recentlyRejected, batchId), REJECTED_KEPT),
                quality,
                lastDecision,
                decidedAt,
                declined);
    }

    IntakeState scored(List<QualityPoint> points) {
        List<QualityPoint> all = new ArrayList<>(quality);
        for (QualityPoint point : points) {
            all.removeIf(known -> known.id().equals(point.id()));
            all.add(point);
        }
        all.sort(BY_TIME);
        return new IntakeState(
                schema,
                trained,
                rejected,
                recentlyRejected,
                newest(all, QUALITY_KEPT),
                lastDecision,
                decidedAt,
                declined);
    }

    IntakeState decided(DataEvent.RetrainDecided decision, boolean again, Instant at) {
        int more = decision.decision().action() == RetrainAction.KEEP && !again ? 1 : 0;
        return new IntakeState(
                schema,
                trained,
                rejected,
                recentlyRejected,
                quality,
                Optional.of(decision),
                Optional.of(at),
                declined + more);
    }

    IntakeState training(int batches) {
        return new IntakeState(
                schema, trained + batches, rejected, recentlyRejected, quality, lastDecision, decidedAt, declined);
    }

    /** Whether a point would change anything. */
    boolean news(QualityPoint point) {
        boolean known = quality.stream().anyMatch(p -> p.id().equals(point.id()));
        boolean older = quality.size() == QUALITY_KEPT && BY_TIME.compare(point, quality.get(0)) < 0;
        return !known && !older;
    }

    private static <T> List<T> append(List<T> list, T value) {
        List<T> longer = new ArrayList<>(list);
        longer.add(value);
        return longer;
    }

    private static <T> List<T> newest(List<T> list, int kept) {
        return list.subList(Math.max(0, list.size() - kept), list.size());
    }
}
