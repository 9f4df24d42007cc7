package dev.loopkeeper.bench.retrain;

import dev.loopkeeper.replay.Replay;
import dev.loopkeeper.replay.ReplayPolicy;

/** CARA-P: the period and phase that are cheapest on the tuning part, counted anew from the first scored batch. */
record CaraPeriod() implements ReplayPolicy {
    @Override
    public String name() {
        return "cara-p";
    }

    @Override
    public Player start(Stage stage) {
        Stage rehearsal = stage.rehearsal();
        Fixed best = new Fixed(1, 0);
        double least = Double.POSITIVE_INFINITY;
        int most = rehearsal.matrix().batches();
        for (int period = 1; period <= most; period++) {
            for (int phase = 0; phase < period; phase++) {
                // By the clock of the history, as phases are compared there.
                Fixed candidate = new Fixed(period, Math.floorMod(phase - rehearsal.from(), period));
                double cost = Replay.of(candidate, rehearsal).cost();
                if (cost < least - 1e-12) {
                    least = cost;
                    best = candidate;
                }
            }
        }
        return best.start(stage);
    }

    private record Fixed(int period, int phase) implements ReplayPolicy {
        @Override
        public String name() {
            return "cara-p";
        }

        @Override
        public Player start(Stage stage) {
            return turn -> (turn.batch() - stage.from()) % period == phase;
        }
    }
}
