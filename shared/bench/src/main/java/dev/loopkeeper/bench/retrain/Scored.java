package dev.loopkeeper.bench.retrain;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.loopkeeper.replay.Replay;
import dev.loopkeeper.replay.ReplayPolicy;
import dev.loopkeeper.replay.ReplayPolicy.Stage;

/**
 * One policy at one price.
 *
 * @param alpha price of a retrain over a batch that is wholly wrong
 * @param cost in wholly wrong batches
 * @param overOracle cost over the oracle's, less 1
 * @param precision share of the retrains that paid within eight batches; null without any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Scored(
        String name,
        String stream,
        double alpha,
        int delay,
        double cost,
        int retrains,
        double overOracle,
        Double precision) {
    private static final int HORIZON = 8;

    static Scored of(String stream, ReplayPolicy policy, Stage stage, double oracle) {
        Replay replay = Replay.of(policy, stage);
        int retrains = replay.retrains().size();
        return new Scored(
                policy.name(),
                stream,
                stage.alpha(),
                stage.delay(),
                replay.cost(),
                retrains,
                replay.cost() / oracle - 1,
                retrains == 0 ? null : replay.precision(stage, HORIZON));
    }
}
