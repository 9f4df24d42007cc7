package dev.loopkeeper.replay;

import java.time.Duration;

/** A policy behind the gates of a {@code loop.yaml}: least rows, cool-down and greatest age. */
record GatedPolicy(ReplayPolicy inner, BatchCalendar calendar, Economics terms, int step) implements ReplayPolicy {
    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Player start(Stage stage) {
        Player player = inner.start(stage);
        return turn -> {
            long rows = 0;
            for (int j = turn.model() + 1; j <= stage.modelAt(turn.batch()); j++) {
                rows += (long) calendar.rows(j) * step;
            }
            if (rows < terms.minRows() || !rested(turn)) {
                return false;
            }
            return player.retrain(turn) || old(turn);
        };
    }

    private boolean rested(Turn turn) {
        return !calendar.dated() || between(turn.born(), turn.batch() + 1).compareTo(terms.coolDown()) >= 0;
    }

    private boolean old(Turn turn) {
        return calendar.dated() && between(turn.model() + 1, turn.batch() + 1).compareTo(terms.maxAge()) >= 0;
    }

    private Duration between(int from, int to) {
        return Duration.between(
                calendar.starts().get(Math.min(from, to)), calendar.starts().get(to));
    }
}
