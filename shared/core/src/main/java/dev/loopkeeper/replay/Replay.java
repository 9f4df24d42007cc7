package dev.loopkeeper.replay;

import dev.loopkeeper.replay.ReplayPolicy.Player;
import dev.loopkeeper.replay.ReplayPolicy.Stage;
import dev.loopkeeper.replay.ReplayPolicy.Turn;
import dev.loopkeeper.retrain.MarginalRule.Served;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays a policy on a history: each batch is served before its labels are known, losses and prices add up.
 *
 * <p>All policies start with the version that a retrain just before the scored part would have made, for free.
 *
 * @param cost price of the retrains plus losses, in wholly wrong batches
 * @param retrains batches at whose end the policy retrained
 * @param served row of the matrix that served each scored batch
 */
public record Replay(double cost, List<Integer> retrains, List<Integer> served) {
    public Replay {
        retrains = List.copyOf(retrains);
        served = List.copyOf(served);
    }

    /** Plays one policy. */
    public static Replay of(ReplayPolicy policy, Stage stage) {
        Player player = policy.start(stage);
        List<Integer> retrains = new ArrayList<>();
        List<Integer> served = new ArrayList<>();
        int model = stage.modelAt(stage.from() - 1);
        int born = stage.from();
        double cost = 0;
        for (int batch = stage.from(); batch < stage.matrix().batches(); batch++) {
            cost += stage.matrix().loss(model, batch);
            served.add(model);
            boolean last = batch == stage.matrix().batches() - 1;
            if (!last && player.retrain(new Turn(batch, model, born, known(stage, model, born, batch)))) {
                cost += stage.alpha();
                retrains.add(batch);
                model = stage.modelAt(batch);
                born = batch + 1;
            }
        }
        return new Replay(cost, retrains, served);
    }

    private static List<Served> known(Stage stage, int model, int born, int batch) {
        List<Served> known = new ArrayList<>();
        for (int j = born; j <= batch - stage.delay(); j++) {
            known.add(new Served(1, stage.matrix().loss(model, j)));
        }
        return known;
    }

    /**
     * Share of the retrains that paid: over the next {@code horizon} batches the new version lost at least the price
     * less than the one it replaced. NaN without retrains.
     */
    public double precision(Stage stage, int horizon) {
        int paid = 0;
        for (int batch : retrains) {
            int before = served.get(batch - stage.from());
            double gain = 0;
            for (int j = batch + 1;
                    j <= Math.min(batch + horizon, stage.matrix().batches() - 1);
                    j++) {
                gain += stage.matrix().loss(before, j) - stage.matrix().loss(stage.modelAt(batch), j);
            }
            paid += gain > stage.alpha() ? 1 : 0;
        }
        return (double) paid / retrains.size();
    }
}
