package dev.loopkeeper.status;

import dev.loopkeeper.loop.ControlEvent;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.rollout.TrafficSplit;
import java.time.Instant;
import java.util.List;

/** Who served what share when, and what changed the champion. */
final class TrafficFold implements Fold {
    private static final int SPLITS = 1_000;
    private static final int MARKS = 400;

    private final Bounded<LoopHistory.SplitPoint> splits = new Bounded<>(SPLITS);
    private final Bounded<LoopHistory.Mark> marks = new Bounded<>(MARKS);

    @Override
    public void add(Event event, Instant at) {
        if (event instanceof RolloutEvent.TrafficConfirmed e) {
            split(at, e.split());
        } else if (event instanceof RolloutEvent.Adopted e) {
            split(at, e.split());
            mark(at, LoopHistory.Mark.Kind.PROMOTION, e.champion().version(), "adopted as it served");
        } else if (event instanceof ControlEvent.Paused e) {
            e.seen().ifPresent(seen -> split(at, seen));
        } else if (event instanceof RolloutEvent.Promoted e) {
            mark(at, LoopHistory.Mark.Kind.PROMOTION, e.version(), e.sentence());
        } else if (event instanceof RolloutEvent.RollbackStarted e) {
            mark(at, LoopHistory.Mark.Kind.ROLLBACK, e.to().version(), e.reason());
        }
    }

    private void split(Instant at, TrafficSplit split) {
        LoopHistory.SplitPoint last = splits.newest();
        if (last == null || !last.weights().equals(split.weights())) {
            splits.add(new LoopHistory.SplitPoint(at, split.weights()));
        }
    }

    private void mark(Instant at, LoopHistory.Mark.Kind kind, String version, String sentence) {
        marks.add(new LoopHistory.Mark(at, kind, version, sentence));
    }

    List<LoopHistory.SplitPoint> splits() {
        return splits.oldestFirst();
    }

    List<LoopHistory.Mark> marks() {
        return marks.oldestFirst();
    }
}
