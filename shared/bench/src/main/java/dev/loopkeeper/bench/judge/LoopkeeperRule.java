package dev.loopkeeper.bench.judge;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.Evidence;
import dev.loopkeeper.rollout.Judgement;
import dev.loopkeeper.rollout.SequentialJudge;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Loopkeeper's own judge, used as the loop uses it: warm-up left out, late windows added when they come. */
final class LoopkeeperRule implements CanaryRule {
    private final SequentialJudge judge;
    private final LoopConfig.Rollout terms;
    private final List<Minute> waiting = new ArrayList<>();
    private Evidence settled = Evidence.none();
    private Instant since;
    private int step;

    LoopkeeperRule(LoopConfig.Rollout terms, double share) {
        this.judge = new SequentialJudge(share);
        this.terms = terms;
    }

    @Override
    public int weight() {
        return terms.steps().get(step);
    }

    @Override
    public Move see(Minute minute) {
        Instant start = Traffic.at(minute.number());
        since = since == null ? start : since;
        if (!start.isBefore(since.plus(terms.warmUp()))) {
            waiting.add(minute);
        }
        settle(minute.number());
        Instant now = Traffic.at(minute.number() + 1);
        Judgement.Action action = judge.act(known(minute.number()), terms, since, now);
        if (action == Judgement.Action.ROLLBACK) {
            return Move.ROLLBACK;
        }
        if (action != Judgement.Action.PROMOTE) {
            return Move.STAY;
        }
        since = now;
        step++;
        return step == terms.steps().size() ? Move.DONE : Move.ADVANCE;
    }

    /** Everything before the first window that may still come is folded once and for all. */
    private void settle(int now) {
        while (!waiting.isEmpty() && (waiting.get(0).lost() || here(waiting.get(0), now))) {
            settled = settled.plus(window(waiting.remove(0), now));
        }
    }

    private Evidence known(int now) {
        Evidence evidence = settled;
        for (Minute minute : waiting) {
            evidence = evidence.plus(window(minute, now));
        }
        return evidence;
    }

    private static boolean here(Minute minute, int now) {
        return minute.number() + minute.delay() <= now;
    }

    private static CanaryWindow window(Minute minute, int now) {
        if (!minute.lost() && here(minute, now)) {
            return minute.window();
        }
        Instant start = minute.window().start();
        return new CanaryWindow(
                start, minute.window().weight(), VersionWindow.missing(start), VersionWindow.missing(start));
    }
}
