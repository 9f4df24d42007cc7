package dev.loopkeeper.bench.retrain;

import dev.loopkeeper.replay.AgeMatrix;
import dev.loopkeeper.replay.LinearModel;
import dev.loopkeeper.replay.Replay;
import dev.loopkeeper.replay.ReplayPolicy;
import dev.loopkeeper.replay.SampleRows;
import java.util.ArrayList;
import java.util.List;

/**
 * Forecasts the loss of keeping and of retraining by a linear model of when a version was made, its age and the time,
 * learnt on the tuning part; retrains when it is cheaper over a horizon that was best there (after Regol et al., ICML
 * 2025; a lighter reading).
 */
record UpfLite() implements ReplayPolicy {
    private static final int[] HORIZONS = {1, 2, 4, 8, 16};

    @Override
    public String name() {
        return "upf-lite";
    }

    @Override
    public Player start(Stage stage) {
        LinearModel forecast = forecast(stage.matrix(), stage.from());
        Stage rehearsal = stage.rehearsal();
        int best = HORIZONS[0];
        double least = Double.POSITIVE_INFINITY;
        for (int horizon : HORIZONS) {
            double cost = Replay.of(fixed(forecast, horizon, stage.matrix().batches()), rehearsal)
                    .cost();
            if (cost < least) {
                least = cost;
                best = horizon;
            }
        }
        return fixed(forecast, best, stage.matrix().batches()).start(stage);
    }

    private static LinearModel forecast(AgeMatrix matrix, int until) {
        List<double[]> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int i = matrix.firstModel(); i < until; i++) {
            for (int j = i + 1; j < until; j++) {
                x.add(features(i, j, matrix.batches()));
                y.add(matrix.loss(i, j));
            }
        }
        double[] labels = y.stream().mapToDouble(Double::doubleValue).toArray();
        SampleRows rows = new SampleRows(List.of("made", "age", "time"), x.toArray(double[][]::new), labels, true, 1);
        return LinearModel.fit(rows, 0, labels.length);
    }

    private static double[] features(int made, int batch, int batches) {
        return new double[] {(double) made / batches, (double) (batch - made) / batches, (double) batch / batches};
    }

    private ReplayPolicy fixed(LinearModel forecast, int horizon, int batches) {
        return new ReplayPolicy() {
            @Override
            public String name() {
                return UpfLite.this.name();
            }

            @Override
            public Player start(Stage stage) {
                return turn -> {
                    double gain = 0;
                    for (int h = 1; h <= horizon; h++) {
                        gain += forecast.score(features(turn.model(), turn.batch() + h, batches))
                                - forecast.score(features(stage.modelAt(turn.batch()), turn.batch() + h, batches));
                    }
                    return gain > stage.alpha();
                };
            }
        };
    }
}
