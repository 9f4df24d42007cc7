package dev.loopkeeper.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a warm instance remembers of journals: the newest fold of each model it looked at lately, and the newest commits
 * it has read.
 *
 * <p>Commits never change, so a remembered fold stays a true beginning. The models and commits that were asked for
 * longest ago go first. Safe for use by several threads.
 */
final class KnownStates {
    private static final int MODELS = 1_000;
    private static final int COMMITS = 64;

    /** {@code behind}: others had committed more than once since the look before, and most likely will have again. */
    record Known(LoopState state, boolean behind) {}

    private record Place(String model, long seq) {}

    private final Map<String, Known> models = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Place, Commit> commits = new LinkedHashMap<>(16, 0.75f, true);

    synchronized Optional<Known> of(String model) {
        return Optional.ofNullable(models.get(model));
    }

    /** Remembers a fold unless a newer one is known, and returns the newer of both. */
    synchronized LoopState seen(LoopState state, boolean behind) {
        Known before = models.get(state.model());
        LoopState newest = before != null && before.state().seq() >= state.seq() ? before.state() : state;
        models.put(state.model(), new Known(newest, behind));
        forgetOldest(models, MODELS);
        return newest;
    }

    synchronized void read(String model, long seq, Commit commit) {
        commits.put(new Place(model, seq), commit);
        forgetOldest(commits, COMMITS);
    }

    synchronized Optional<Commit> commit(String model, long seq) {
        return Optional.ofNullable(commits.get(new Place(model, seq)));
    }

    private static void forgetOldest(Map<?, ?> all, int room) {
        if (all.size() > room) {
            var oldest = all.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
