package dev.loopkeeper.loop;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The append-only truth of every model: numbered commits, each created once and never changed.
 *
 * <p>The snapshot is a cache: lost, stale or unreadable, it costs reads and nothing else.
 */
public final class Journal {
    /** Raised when {@link LoopState} changes its form: older snapshots are then rebuilt from the journal. */
    private static final int SNAPSHOT_FORMAT = 1;

    /** A snapshot is written every so many commits, and whenever a turn leaves work to do beside news to tell. */
    private static final int SNAPSHOT_EVERY = 8;

    /** An instance that has read so many commits without an end reads the snapshot instead of the others. */
    private static final int TAIL = 2;

    private final ObjectStore store;
    private final KnownStates known = new KnownStates();

    public Journal(ObjectStore store) {
        this.store = store;
    }

    record Snapshot(int format, LoopState state) {}

    /**
     * The state after the newest commit.
     *
     * <p>In the normal case two reads, cold or warm: the snapshot and the free place after it; only the second for an
     * instance that nobody else gets ahead of.
     */
    public LoopState load(String model) {
        Optional<KnownStates.Known> warm = known.of(model);
        LoopState newest = newer(beginning(model));
        return known.seen(
                newest,
                warm.map(before -> newest.seq() > before.state().seq() + 1).orElse(true));
    }

    /** What a look begins with, at one read at most: a true beginning of the journal, mostly all of it. */
    LoopState beginning(String model) {
        Optional<KnownStates.Known> warm = known.of(model);
        LoopState before = warm.map(KnownStates.Known::state).orElseGet(() -> LoopState.initial(model));
        return warm.map(KnownStates.Known::behind).orElse(true) ? newest(before) : before;
    }

    /** What this instance has seen of a model, without a look at the store: a true beginning, empty when cold. */
    public Optional<LoopState> seen(String model) {
        return known.of(model).map(KnownStates.Known::state);
    }

    /** The state after the newest commit, for one that has read up to {@code state} a moment ago. */
    LoopState newer(LoopState state) {
        String model = state.model();
        LoopState folded = state;
        Optional<Commit> next = commit(model, state.seq() + 1);
        for (int read = 1; next.isPresent(); read++) {
            folded = folded.plus(next.get(), folded.seq() + 1);
            known.read(model, folded.seq(), next.get());
            if (read == TAIL) {
                folded = newest(folded);
            }
            next = commit(model, folded.seq() + 1);
        }
        return known.seen(folded, known.of(model).map(KnownStates.Known::behind).orElse(false));
    }

    private LoopState newest(LoopState folded) {
        return snapshot(folded.model()).filter(s -> s.seq() > folded.seq()).orElse(folded);
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

    /** The commits at some positions, read only as far as a look has not just done so; ends at the first free one. */
    public List<Commit> at(String model, List<Long> positions) {
        List<Commit> commits = new ArrayList<>();
        for (long seq : positions) {
            Optional<Commit> commit = known.commit(model, seq).or(() -> commit(model, seq));
            if (commit.isEmpty()) {
                break;
            }
            commits.add(commit.get());
        }
        return commits;
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
        next.filter(newer -> known.of(state.model()).isPresent())
                .ifPresent(newer -> known.seen(
                        newer,
                        known.of(state.model()).map(KnownStates.Known::behind).orElse(false)));
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
