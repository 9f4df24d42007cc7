package dev.loopkeeper.replay;

import java.util.HashSet;
import java.util.Set;

/** The cheapest choice of retrains in hindsight, by dynamic programming over the matrix: what nobody can beat. */
public final class Oracle implements ReplayPolicy {
    @Override
    public String name() {
        return "oracle";
    }

    @Override
    public Player start(Stage stage) {
        Set<Integer> retrains = plan(stage);
        return turn -> retrains.contains(turn.batch());
    }

    private static Set<Integer> plan(Stage stage) {
        int end = stage.matrix().batches();
        // best[a]: least cost from batch a on, of a version that is born there and already paid.
        double[] best = new double[end + 1];
        int[] last = new int[end];
        for (int a = end - 1; a >= stage.from(); a--) {
            int model = stage.modelAt(a - 1);
            double losses = 0;
            best[a] = Double.POSITIVE_INFINITY;
            for (int e = a; e < end; e++) {
                losses += stage.matrix().loss(model, e);
                double cost = losses + (e + 1 < end ? stage.alpha() + best[e + 1] : 0);
                if (cost < best[a]) {
                    best[a] = cost;
                    last[a] = e;
                }
            }
        }
        Set<Integer> retrains = new HashSet<>();
        for (int a = stage.from(); last[a] + 1 < end; a = last[a] + 1) {
            retrains.add(last[a]);
        }
        return retrains;
    }
}
