package dev.loopkeeper.status;

import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The newest rollout with what its judge has seen and said. */
final class TrialFold implements Fold {
    private static final int WINDOWS = 600;
    private static final int JUDGED = 60;

    private Optional<String> champion = Optional.empty();
    private RolloutEvent.RolloutStarted started;
    private Optional<String> baseline = Optional.empty();
    private Instant since = Instant.EPOCH;
    private Bounded<LoopHistory.SplitPoint> steps = new Bounded<>(WINDOWS);
    private Bounded<CanaryWindow> windows = new Bounded<>(WINDOWS);
    private Bounded<VersionWindow> bake = new Bounded<>(WINDOWS);
    private Bounded<LoopHistory.Judged> judged = new Bounded<>(JUDGED);
    private Optional<LoopHistory.End> end = Optional.empty();

    @Override
    public void add(Event event, Instant at) {
        if (event instanceof RolloutEvent.RolloutStarted e) {
            begin(e, at);
        } else if (event instanceof RolloutEvent.TrafficConfirmed e) {
            step(at, e.split().weights());
        } else if (event instanceof RolloutEvent.CanaryObserved e) {
            e.windows().forEach(windows::add);
            judge(at, e.verdict(), e.sentence());
        } else if (event instanceof RolloutEvent.BakeObserved e) {
            e.windows().forEach(bake::add);
            judge(at, e.verdict(), e.sentence());
        } else {
            ending(event, at);
        }
    }

    Optional<LoopHistory.Trial> trial() {
        return Optional.ofNullable(started)
                .map(s -> new LoopHistory.Trial(
                        s.epoch(),
                        s.challenger().version(),
                        baseline,
                        since,
                        steps.oldestFirst(),
                        windows.oldestFirst(),
                        bake.oldestFirst(),
                        judged.oldestFirst(),
                        end));
    }

    private void begin(RolloutEvent.RolloutStarted e, Instant at) {
        started = e;
        baseline = champion;
        since = at;
        steps = new Bounded<>(WINDOWS);
        windows = new Bounded<>(WINDOWS);
        bake = new Bounded<>(WINDOWS);
        judged = new Bounded<>(JUDGED);
        end = Optional.empty();
        champion.ifPresent(v -> step(at, Map.of(v, 100)));
    }

    private void step(Instant at, Map<String, Integer> weights) {
        if (started != null && end.filter(e -> !e.how().equals("rolled back")).isEmpty()) {
            steps.add(new LoopHistory.SplitPoint(at, new TreeMap<>(weights)));
        }
    }

    private void judge(Instant at, String verdict, String sentence) {
        LoopHistory.Judged last = judged.newest();
        if (last != null && last.verdict().equals(verdict)) {
            judged.removeNewest();
        }
        judged.add(new LoopHistory.Judged(at, verdict, sentence));
    }

    private void ending(Event event, Instant at) {
        if (event instanceof RolloutEvent.Promoted e) {
            end(at, e.epoch(), "promoted", e.sentence());
            champion = Optional.of(e.version());
        } else if (event instanceof RolloutEvent.RollbackStarted e) {
            end(at, e.epoch(), "rolled back", e.reason());
        } else if (event instanceof RolloutEvent.RolledBack e) {
            champion = Optional.of(e.to());
        } else if (event instanceof RolloutEvent.RolloutFailed e) {
            end(at, e.epoch(), "failed", e.reason());
        } else if (event instanceof RolloutEvent.Superseded e) {
            end(at, e.epoch(), "superseded", e.by() + " took its place.");
        } else if (event instanceof RolloutEvent.Adopted e) {
            champion = Optional.of(e.champion().version());
        }
    }

    private void end(Instant at, int epoch, String how, String sentence) {
        if (started != null && started.epoch() == epoch) {
            end = Optional.of(new LoopHistory.End(at, how, sentence));
        }
    }
}
