package dev.loopkeeper.loop;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The append-only truth of every model: numbered commits, each created once and never changed.
 *
 * <p>The snapshot is a cache: lost, stale or unreadable, it costs reads and nothing else.
 */
public final class Journal {
    /** Raised when {@link LoopState} changes its form: older snapshots are then rebuilt from the journal. */
    private static final int SNAPSHOT_FORMAT = 1;

    /**
     * Models whose newest known state a warm instance keeps: commits never change, so a known fold stays a true prefix.
     */
    private static final int MODELS_KEPT = 1_000;

    /** A snapshot is written every so many commits: a cold instance reads at most as many after it. */
    private static final int SNAPSHOT_EVERY = 4;

    /** A warm instance that is this far behind reads the snapshot instead of every commit. */
    private static final int TAIL = 8;

    private final ObjectStore store;
    private final Map<String, LoopState> known = new ConcurrentHashMap<>();

    public Journal(ObjectStore store) {
        this.store = store;
    }

    record Snapshot(int format, LoopState state) {}

    /** The state after the newest commit. */
    public LoopState load(String model) {
        LoopState warm = known.get(model);
        LoopState state = warm == null ? newest(model, LoopState.initial(model)) : warm;
        Optional<Commit> next = commit(model, state.seq() + 1);
        for (int read = 1; next.isPresent(); read++) {
            state = state.plus(next.get(), state.seq() + 1);
            if (warm != null && read == TAIL) {
                state = newest(model, state);
            }
            next = commit(model, state.seq() + 1);
        }
        return kept(state);
    }

    private LoopState newest(String model, LoopState folded) {
        return snapshot(model).filter(s -> s.seq() > folded.seq()).orElse(folded);
    }

    private LoopState kept(LoopState state) {
        if (known.size() >= MODELS_KEPT && !known.containsKey(state.model())) {
            known.clear();
        }
        return known.merge(state.model(), state, (a, b) -> a.seq() > b.seq() ? a : b);
    }

    /** One commit, empty past the end. */
    public Optional<Commit> commit(String model, long seq) {
        String key = Layout.commit(model, seq);
        return store.get(key).map(body -> Json.read(body, Commit.class, key));
    }

    /** The commits in {@code (after, upTo]}, at most {@code limit} of them, oldest first. */
    public List<Commit> read(String model, long after, long upTo, int limit) {
        List<Commit> commits = new ArrayList<>();
        for (long seq = after + 1; seq <= upTo && commits.size() < limit; seq++) {
            Optional<Commit> commit = commit(model, seq);
            if (commit.isEmpty()) {
                break;
            }
            commits.add(commit.get());
        }
        return commits;
    }

    /**
     * Appends after {@code state}; empty when another commit took the place.
     *
     * <p>A refusal or a lost answer can be our own earlier write: the commit that stands there is read back and told by
     * its {@code opId}.
     */
    public Optional<LoopState> append(LoopState state, Commit commit) {
        long seq = state.seq() + 1;
        Optional<Commit> standing = created(Layout.commit(state.model(), seq), commit)
                ? Optional.of(commit)
                : commit(state.model(), seq).filter(found -> found.opId().equals(commit.opId()));
        Optional<LoopState> next = standing.map(ours -> state.plus(ours, seq));
        next.ifPresent(this::kept);
        next.filter(newer -> newer.seq() % SNAPSHOT_EVERY == 0).ifPresent(this::cache);
        return next;
    }

    private boolean created(String key, Commit commit) {
        try {
            return store.putIfAbsent(key, Json.write(commit));
        } catch (LoopException e) {
            if (e.kind() != LoopException.Kind.UNKNOWN_OUTCOME) {
                throw e;
            }
            return false;
        }
    }

    private void cache(LoopState state) {
        try {
            store.put(Layout.snapshot(state.model()), Json.write(new Snapshot(SNAPSHOT_FORMAT, state)));
        } catch (LoopException e) {
            // The commit stands; the next reader folds the journal instead.
            if (e.kind() == LoopException.Kind.POISON) {
                throw e;
            }
        }
    }

    private Optional<LoopState> snapshot(String model) {
        String key = Layout.snapshot(model);
        try {
            return store.get(key)
                    .map(body -> Json.read(body, Snapshot.class, key))
                    .filter(s -> s.format() == SNAPSHOT_FORMAT)
                    .map(Snapshot::state);
        } catch (LoopException e) {
            if (e.kind() == LoopException.Kind.POISON) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
