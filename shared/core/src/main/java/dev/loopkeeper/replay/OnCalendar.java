package dev.loopkeeper.replay;

import java.util.function.IntPredicate;

/** Retrains when a period of the calendar ends, whatever the losses. */
record OnCalendar(String name, IntPredicate periodEnds) implements ReplayPolicy {
    @Override
    public Player start(Stage stage) {
        return turn -> periodEnds.test(turn.batch());
    }
}
