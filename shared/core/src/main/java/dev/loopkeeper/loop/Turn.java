package dev.loopkeeper.loop;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One step's work at one model: the journal is read once, and commits build on each other.
 *
 * <p>A decision is made on the newest state that the turn knows. That this is the newest there is needs no second look:
 * the commit is created right after it or not at all, and if another took the place, the journal is read and the
 * command decided again (at most five times). Hints and the snapshot follow at the end of the turn, so that whoever is
 * called reads one object instead of many. For one thread.
 */
public final class Turn {
    private static final int TRIES = 5;

    /** A wake-up of ours that is at least this far ahead cannot have been swept by a clock that is somewhat fast. */
    private static final Duration AHEAD = Duration.ofSeconds(30);

    private final Loops loops;
    private final Loop loop;
    private final LoopConfig config;
    private final String by;
    private LoopState state;
    private final long snapshotDue;
    private boolean wrote;
    private boolean wasDue;
    private Optional<Instant> woken = Optional.empty();

    Turn(Loops loops, LoopConfig config, String by, LoopState state) {
        this.loops = loops;
        this.loop = loops.loop(config);
        this.config = config;
        this.by = by;
        this.state = state;
        this.snapshotDue = Journal.nextSnapshot(state);
    }

    public LoopConfig config() {
        return config;
    }

    /** The newest state this turn has seen, its own commits included. */
    public LoopState state() {
        return state;
    }

    /** Reads what was committed since, for what may only be decided on a state read after something else. */
    public LoopState look() {
        state = loops.journal().newer(state);
        return state;
    }

    /** What a command would do to {@link #state()}, without doing it. */
    public Decided preview(Command command) {
        return loop.decide(state, command, loops.now());
    }

    /** Decides a command and commits what follows. */
    public Decided commit(Command command) {
        return commit(command, decided -> Optional.empty());
    }

    /**
     * As above; {@code again} says when the step itself has to look again, whatever is due. A crash right after the
     * commit loses neither, as the earlier of both wake-ups is written first, and the look at it sees to the other.
     *
     * @throws LoopException of kind {@code CONFLICT} when five others were faster in a row
     */
    public Decided commit(Command command, Function<Decided, Optional<Instant>> again) {
        String opId = loops.newId();
        for (int i = 0; i < TRIES; i++) {
            Instant now = loops.now();
            Decided decided = loop.decide(state, command, now);
            if (!(decided instanceof Decided.Events events) || events.events().isEmpty()) {
                again.apply(decided).ifPresent(this::wake);
                return decided;
            }
            Commit commit = new Commit(opId, now, by, events.events());
            LoopState wanted = state.plus(commit, state.seq() + 1);
            Optional<Instant> look = Stream.of(loop.nextLook(wanted, now), again.apply(decided))
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo);
            look.filter(at -> !covered(at, now)).ifPresent(this::wake);
            Optional<LoopState> next = loops.journal().append(state, commit);
            if (next.isPresent()) {
                wasDue |= !loop.due(state, now).isEmpty();
                state = next.get();
                wrote = true;
                return decided;
            }
            look();
        }
        throw LoopException.conflict("journal of model " + config.model() + " was written by others " + TRIES
                + " times in a row; the step is tried again");
    }

    /**
     * Whether there is a wake-up by then in any case: this turn wrote it, or the state before the commit has it.
     * Whoever wrote that state saw to it, and a sweep that comes in between sees to it anew. Not so when this turn
     * wrote the wake-up and then took so long that sweep may have been there before the commit.
     */
    private boolean covered(Instant at, Instant now) {
        boolean swept = woken.filter(minute -> !minute.isAfter(now.plus(AHEAD))).isPresent();
        return !swept
                && Stream.of(woken, loop.nextLook(state, now).map(Loops::minute))
                        .flatMap(Optional::stream)
                        .anyMatch(minute -> !minute.isAfter(Loops.minute(at)));
    }

    private void wake(Instant at) {
        loops.wakeUp(config.model(), at);
        woken = Optional.of(Loops.minute(at));
    }

    /** Leaves a snapshot to those who come next, and hints at what became due. */
    void end() {
        if (!wrote) {
            return;
        }
        wrote = false;
        Instant now = loops.now();
        var due = loop.due(state, now);
        if (wasDue || !due.isEmpty() || state.seq() >= snapshotDue) {
            loops.journal().cache(state);
        }
        due.forEach(step -> loops.hint(step, config.model(), now));
    }
}
