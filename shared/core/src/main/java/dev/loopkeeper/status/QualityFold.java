package dev.loopkeeper.status;

import dev.loopkeeper.loop.DataEvent;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.retrain.QualityPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Live quality over time. When it grows long the older half is thinned, so that a year still fits on a page. */
final class QualityFold implements Fold {
    private static final int KEPT = 1_600;
    private static final Comparator<QualityPoint> BY_TIME =
            Comparator.comparing(QualityPoint::at).thenComparing(QualityPoint::id);

    private List<QualityPoint> points = new ArrayList<>();

    @Override
    public void add(Event event, Instant at) {
        if (event instanceof DataEvent.OutcomesScored e) {
            points.addAll(e.points());
            if (points.size() > KEPT) {
                points = thinned(points);
            }
        }
    }

    List<QualityPoint> points() {
        return points.stream().sorted(BY_TIME).toList();
    }

    private static List<QualityPoint> thinned(List<QualityPoint> all) {
        List<QualityPoint> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i % 2 == 0 || i >= all.size() / 2) {
                kept.add(all.get(i));
            }
        }
        return kept;
    }
}
