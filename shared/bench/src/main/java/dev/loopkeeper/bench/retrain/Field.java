package dev.loopkeeper.bench.retrain;

import dev.loopkeeper.bench.drift.Vendor;
import dev.loopkeeper.replay.Oracle;
import dev.loopkeeper.replay.OurPolicy;
import dev.loopkeeper.replay.Periodic;
import dev.loopkeeper.replay.Replay;
import dev.loopkeeper.replay.ReplayPolicy;
import dev.loopkeeper.replay.ReplayPolicy.Player;
import dev.loopkeeper.replay.ReplayPolicy.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** All policies, side by side. */
final class Field {
    static final String OURS = "loopkeeper";
    /** Both know the future; nobody can run them. */
    static final String HINDSIGHT = "oracle";

    private static final int[] PERIODS = {2, 4, 8, 16, 32};

    private Field() {}

    /** Every policy on one stream for every price; the oracle first, ours last. */
    static List<Scored> play(String stream, History history, int delay, List<Double> alphas) {
        List<ReplayPolicy> policies = policies(history);
        return IntStream.range(0, alphas.size())
                .parallel()
                .boxed()
                .flatMap(a -> {
                    Stage stage = new Stage(history.matrix(), history.matrix().scoredFrom(), alphas.get(a), delay);
                    double oracle = Replay.of(new Oracle(), stage).cost();
                    return policies.stream().map(policy -> Scored.of(stream, policy, stage, oracle));
                })
                .toList();
    }

    private static List<ReplayPolicy> policies(History history) {
        List<ReplayPolicy> all = new ArrayList<>(List.of(
                new Oracle(),
                named("oracle-best-period", Periodic.best()),
                Periodic.never(),
                new Periodic("every-batch", 1)));
        for (int period : PERIODS) {
            all.add(new Periodic("periodic-" + period, period));
        }
        all.add(new OnLosses("adwin", history, Adwin::new));
        all.add(new OnLosses("page-hinkley", history, PageHinkley::new));
        if (!history.rows().regression()) {
            all.add(new OnLosses("ddm", history, Ddm::new));
        }
        all.addAll(List.of(Cara.threshold(), Cara.cumulativeThreshold(), new CaraPeriod(), new UpfLite()));
        for (Vendor vendor : Vendor.values()) {
            all.add(new OnDrift(vendor, history));
        }
        all.add(new OurPolicy());
        return all;
    }

    private static ReplayPolicy named(String name, ReplayPolicy policy) {
        return new ReplayPolicy() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Player start(Stage stage) {
                return policy.start(stage);
            }
        };
    }
}
