package dev.loopkeeper.bench.retrain;

import dev.loopkeeper.replay.Replay;
import dev.loopkeeper.replay.ReplayPolicy;
import dev.loopkeeper.retrain.MarginalRule.Served;

/**
 * Cost-aware retraining by a threshold on staleness, the loss above that on the version's own training batch (after
 * Mahadevan and Mathioudakis, arXiv 2310.04216; our reading of it). The threshold is the one that is cheapest on the
 * tuning part, the largest of several alike.
 *
 * @param cumulative whether staleness is summed since birth (CARA-CT) or that of the newest batch (CARA-T)
 */
record Cara(String name, boolean cumulative) implements ReplayPolicy {
    private static final int STEPS = 400;
    private static final double LEAST_NEWEST = -.1;
    private static final double LEAST_SUM = -.5;

    static Cara threshold() {
        return new Cara("cara-t", false);
    }

    static Cara cumulativeThreshold() {
        return new Cara("cara-ct", true);
    }

    @Override
    public Player start(Stage stage) {
        Stage rehearsal = stage.rehearsal();
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int step = 0; step <= STEPS; step++) {
            double threshold = cumulative ? LEAST_SUM + step / 20.0 : LEAST_NEWEST + step / 200.0;
            double cost = Replay.of(fixed(threshold), rehearsal).cost();
            if (cost <= least + 1e-12) {
                least = cost;
                best = threshold;
            }
        }
        return fixed(best).start(stage);
    }

    private ReplayPolicy fixed(double threshold) {
        return new ReplayPolicy() {
            @Override
            public String name() {
                return Cara.this.name();
            }

            @Override
            public Player start(Stage stage) {
                return turn -> !turn.known().isEmpty() && staleness(turn, stage) > threshold;
            }
        };
    }

    private double staleness(Turn turn, Stage stage) {
        double trained = stage.matrix().loss(turn.model(), turn.model());
        if (!cumulative) {
            return turn.known().get(turn.known().size() - 1).loss() - trained;
        }
        return turn.known().stream()
                .mapToDouble(Served::loss)
                .map(loss -> loss - trained)
                .sum();
    }
}
