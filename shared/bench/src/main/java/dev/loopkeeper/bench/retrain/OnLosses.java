package dev.loopkeeper.bench.retrain;

import dev.loopkeeper.replay.LinearModel;
import dev.loopkeeper.replay.ReplayPolicy;
import dev.loopkeeper.replay.SampleRows;
import java.util.function.Supplier;

/** Retrains when a detector sees a drift in the losses of the rows of the newest batch whose labels are known. */
record OnLosses(String name, History history, Supplier<Detector> detectors) implements ReplayPolicy {
    @Override
    public Player start(Stage stage) {
        return new Memory(stage);
    }

    private final class Memory implements Player {
        private final Stage stage;
        private Detector detector = detectors.get();

        Memory(Stage stage) {
            this.stage = stage;
        }

        @Override
        public boolean retrain(Turn turn) {
            if (turn.known().isEmpty()) {
                return false;
            }
            SampleRows rows = history.rows();
            LinearModel model = stage.matrix().model(turn.model()).orElseThrow();
            int batch = turn.batch() - stage.delay();
            boolean drift = false;
            for (int r = batch * history.batchRows(); r < (batch + 1) * history.batchRows(); r++) {
                drift |= detector.add(model.loss(rows, r, r + 1));
            }
            detector = drift ? detectors.get() : detector;
            return drift;
        }
    }
}
