package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.DataEvent;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.loop.TrainingPhase;
import dev.loopkeeper.store.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The journal as it really is, folded from zero commit by commit and checked against the rules of {@link Rules}. */
final class Truth implements SimStore.JournalWatch {
    private final Rules rules;
    private final Coverage coverage;
    private final List<Commit> commits = new ArrayList<>();
    private final Map<String, TrainingEvent.Compared> compared = new HashMap<>();
    private LoopState state = LoopState.initial(Terms.MODEL);

    Truth(Terms terms, Coverage coverage) {
        this.rules = new Rules(terms, this);
        this.coverage = coverage;
    }

    LoopState state() {
        return state;
    }

    List<Commit> commits() {
        return commits;
    }

    /** The comparison behind a version, by its run. */
    TrainingEvent.Compared compared(String runId) {
        return compared.get(runId);
    }

    @Override
    public void created(String key, byte[] body) {
        Commit commit = Json.read(body, Commit.class, key);
        if (!key.equals(Layout.commit(Terms.MODEL, state.seq() + 1))) {
            throw new Violation("I14", "commit " + key + " does not follow " + state.seq());
        }
        LoopState before = state;
        LoopState step = state;
        for (Event event : commit.events()) {
            rules.check(step, event, commit.at());
            step = event.apply(step, commit.at());
            count(event);
        }
        state = before.plus(commit, before.seq() + 1);
        commits.add(commit);
        moved(
                "rollout",
                label(before.serving().rollout()),
                label(state.serving().rollout()));
        moved(
                "training",
                label(before.training().phase()),
                label(state.training().phase()));
        if (state.paused() != before.paused()) {
            coverage.saw(
                    state.paused() ? "paused in " + before.serving().rollout().label() : "resumed");
        }
    }

    @Override
    public void refused(String key, byte[] body) {
        long seq = Long.parseLong(key.substring(key.lastIndexOf('/') + 1, key.lastIndexOf('.')));
        Commit standing = commits.get((int) seq - 1);
        boolean own = standing.opId().equals(Json.read(body, Commit.class, key).opId());
        coverage.saw(own ? "own-412" : "conflict");
    }

    private void count(Event event) {
        coverage.saw("event " + event.getClass().getSimpleName());
        if (event instanceof TrainingEvent.Compared c) {
            compared.put(c.runId(), c);
        }
        if (event instanceof DataEvent.RetrainDecided d) {
            coverage.saw("decision " + d.decision().action());
        }
        if (event instanceof RolloutEvent.RollbackStarted r) {
            coverage.saw("rollback in " + state.serving().rollout().label());
            coverage.saw("rollback by " + r.cause());
        }
    }

    private void moved(String what, String from, String to) {
        if (!from.equals(to)) {
            coverage.saw(what + " " + from + " -> " + to);
        }
    }

    private static String label(RolloutState rollout) {
        return rollout.label();
    }

    private static String label(TrainingPhase phase) {
        return phase.getClass().getSimpleName();
    }

    /** Names the rollout and the run in hand: what comes after them is another piece of work. */
    String work() {
        return state.serving().epoch() + "/" + state.training().runs();
    }

    /** The newest commit, for a message. */
    String last() {
        return commits.isEmpty() ? "none" : commits.get(commits.size() - 1).toString();
    }
}
