package dev.loopkeeper.replay;

/** Retrains every so many batches; 1 is every batch, a period beyond the history never. */
public record Periodic(String name, int period) implements ReplayPolicy {
    /** Never retrains. */
    public static Periodic never() {
        return new Periodic("never", Integer.MAX_VALUE);
    }

    /** The period that turns out cheapest in hindsight; it cannot be known beforehand. */
    public static ReplayPolicy best() {
        return new ReplayPolicy() {
            @Override
            public String name() {
                return "best-period";
            }

            @Override
            public Player start(Stage stage) {
                Periodic best = never();
                double least = Replay.of(best, stage).cost();
                for (int period = 1; period < stage.matrix().batches() - stage.from(); period++) {
                    Periodic candidate = new Periodic("", period);
                    double cost = Replay.of(candidate, stage).cost();
                    if (cost < least) {
                        least = cost;
                        best = candidate;
                    }
                }
                return best.start(stage);
            }
        };
    }

    @Override
    public Player start(Stage stage) {
        return turn -> turn.age() >= period;
    }
}
