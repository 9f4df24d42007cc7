package dev.loopkeeper.status;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.store.ObjectStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Reads how loops stand.
 *
 * <p>One model costs its configuration, its snapshot with the commits after it, and a listing of what waits; a page of
 * models that many times. Nothing is written.
 */
public final class StatusReader {
    private final Loops loops;
    private final InstantSource clock;
    private final Configs configs;
    private final PendingCount pending;

    public StatusReader(Loops loops, ObjectStore store, InstantSource clock) {
        this.loops = loops;
        this.clock = clock;
        this.configs = new Configs(store);
        this.pending = new PendingCount(store);
    }

    /** The loops whose names sort after {@code after} (empty: from the first), at most {@code limit}. */
    public StatusDocument page(String after, int limit) {
        Instant now = clock.instant();
        List<String> names = configs.models(after, limit + 1);
        List<String> shown = names.subList(0, Math.min(limit, names.size()));
        Optional<String> next = names.size() > limit ? Optional.of(shown.get(limit - 1)) : Optional.empty();
        return StatusDocument.of(
                now,
                shown.parallelStream()
                        .map(name -> whole(name, configs.read(name), now))
                        .toList(),
                next);
    }

    /** One loop; empty when there is no {@code loop.yaml} of that name. */
    public Optional<LoopStatus> model(String name) {
        return configs.read(name).map(read -> whole(name, Optional.of(read), clock.instant()));
    }

    /** The configuration of a model, empty when it has none or it is not valid. */
    Optional<LoopConfig> config(String name) {
        return configs.read(name).flatMap(Configs.Read::config);
    }

    /** One model whose files cannot be read is shown as such; it must not hide the others. */
    private LoopStatus whole(String name, Optional<Configs.Read> read, Instant now) {
        try {
            return status(name, read, now);
        } catch (LoopException e) {
            if (e.kind() != LoopException.Kind.POISON) {
                throw e;
            }
            return new StatusView(LoopState.initial(name), Optional.empty(), List.of(e.getMessage()), 0, now)
                    .status(Optional.empty());
        }
    }

    private LoopStatus status(String name, Optional<Configs.Read> read, Instant now) {
        LoopState state = loops.state(name);
        Optional<LoopConfig> config = read.flatMap(Configs.Read::config);
        Optional<Instant> nextLook = config.flatMap(c -> loops.loop(c).nextLook(state, now));
        StatusView view = new StatusView(
                state, config, read.map(Configs.Read::problems).orElse(List.of()), pending.of(state), now);
        return view.status(nextLook);
    }
}
