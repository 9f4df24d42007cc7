package dev.loopkeeper.loop;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
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

    /** A snapshot is written every so many commits, and whenever something was due before a turn or is after it. */
    private static final int SNAPSHOT_EVERY = 8;

    /** An instance that has read so many commits without an end reads the snapshot instead of the others. */
    private static final int TAIL = 2;

    /** A commit that has stood for so long has most likely been followed by others: the snapshot is read at once. */
    private static final Duration OLD = Duration.ofMinutes(2);

    private final ObjectStore store;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    public Journal(ObjectStore store) {
        this(store, InstantSource.system());
    }

    /** {@code clock} decides nothing but which of two reads comes first. */
    Journal(ObjectStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    record Snapshot(int format, LoopState state) {}

    /** {@code behind}: others had committed since the look before, and most likely will have again. */
    private record Known(LoopState state, boolean behind) {}

    /**
     * The state after the newest commit.
     *
     * <p>In the normal case two reads, cold or warm: the snapshot and the free place after it; only the second for an
     * instance that nobody else gets ahead of.
     */
    public LoopState load(String model) {
        Known warm = known.get(model);
        LoopState newest = newer(beginning(model));
        return kept(newest, warm == null || newest.seq() > warm.state().seq());
    }

    /** What a look begins with, at one read at most: a true beginning of the journal, mostly all of it. */
    LoopState beginning(String model) {
        Known warm = known.get(model);
        LoopState before = warm == null ? LoopState.initial(model) : warm.state();
        return warm == null || warm.behind() ? newest(before) : before;
    }

    /** What this instance has seen of a model, without a look at the store: a true beginning, empty when cold. */
    public Optional<LoopState> seen(String model) {
        return Optional.ofNullable(known.get(model)).map(Known::state);
    }

    /** The state after the newest commit, for one that has read up to {@code state} a moment ago. */
    LoopState newer(LoopState state) {
        LoopState folded = state;
        Known warm = known.get(state.model());
        boolean snapshotRead = warm == null || warm.behind();
        Optional<Commit> next = commit(state.model(), state.seq() + 1);
        for (int read = 1; next.isPresent(); read++) {
            folded = folded.plus(next.get(), folded.seq() + 1);
            if (read == TAIL || read == 1 && !snapshotRead && old(next.get())) {
                folded = newest(folded);
            }
            next = commit(state.model(), folded.seq() + 1);
        }
        return kept(folded, warm != null && warm.behind());
    }

    private boolean old(Commit commit) {
        return commit.at().isBefore(clock.instant().minus(OLD));
    }

    private LoopState newest(LoopState folded) {
        return snapshot(folded.model()).filter(s -> s.seq() > folded.seq()).orElse(folded);
    }

    private LoopState kept(LoopState state, boolean behind) {
        if (known.size() >= MODELS_KEPT && !known.containsKey(state.model())) {
            known.clear();
        }
        return known.merge(
                        state.model(),
                        new Known(state, behind),
                        (a, b) -> new Known(a.state().seq() > b.state().seq() ? a.state() : b.state(), b.behind()))
                .state();
    }

    /** The position from which on a snapshot has to be written in any case. */
    static long nextSnapshot(LoopState state) {
        return (state.seq() / SNAPSHOT_EVERY + 1) * SNAPSHOT_EVERY;
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
        next.ifPresent(newer -> known.computeIfPresent(
                state.model(),
                (m, warm) -> new Known(newer.seq() > warm.state().seq() ? newer : warm.state(), warm.behind())));
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

    /** Leaves the state where the looks of others begin. */
    public void cache(LoopState state) {
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
