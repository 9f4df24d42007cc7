package dev.loopkeeper.loop;

import dev.loopkeeper.rollout.TrafficSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the endpoint's split.
 *
 * @param confirmed what our own last shift has set; empty when somebody else has changed it since
 * @param intents splits wanted since then: one of them may have landed
 * @param moves grows with every change here: what was seen or shifted under an older number proves nothing
 */
public record Shifts(Optional<TrafficSplit> confirmed, List<TrafficSplit> intents, long moves) {
    public Shifts {
        intents = List.copyOf(intents);
    }

    static Shifts none() {
        return new Shifts(Optional.empty(), List.of(), 0);
    }

    /** Every change of state is shifted once, even to the same split: it makes the token of a stale shift worthless. */
    Shifts wanting(TrafficSplit split) {
        List<TrafficSplit> wanted = new ArrayList<>(intents);
        wanted.remove(split);
        wanted.add(split);
        return new Shifts(confirmed, wanted, moves + 1);
    }

    Shifts confirmed(TrafficSplit split) {
        return new Shifts(Optional.of(split), List.of(), moves + 1);
    }

    Shifts unconfirmed() {
        return new Shifts(Optional.empty(), intents, moves + 1);
    }
}
