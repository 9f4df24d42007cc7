package dev.loopkeeper.replay;

import dev.loopkeeper.retrain.MarginalRule;

/**
 * The rule that plans retrains in a running loop, {@link MarginalRule}, on a history.
 *
 * <p>The loss at birth is first what versions of the tuning part had, and is then learnt from every version. What a
 * retrain cures is learnt on the tuning part by {@link CureLesson}.
 */
public final class OurPolicy implements ReplayPolicy {
    @Override
    public String name() {
        return "loopkeeper";
    }

    @Override
    public Player start(Stage stage) {
        return new Memory(stage);
    }

    private static final class Memory implements Player {
        private final double alpha;
        private final MarginalRule.Cure cure;
        private double fresh;

        Memory(Stage stage) {
            this.alpha = stage.alpha();
            double seen = stage.matrix().meanAtAge(1 + stage.delay(), stage.from());
            int model = stage.matrix().firstModel();
            this.fresh = Double.isNaN(seen) ? stage.matrix().loss(model, stage.from() - 1) : seen;
            this.cure = new CureLesson(stage, fresh).learn();
        }

        @Override
        public boolean retrain(Turn turn) {
            double birth = MarginalRule.birth(fresh, turn.known());
            boolean due = new MarginalRule(birth, alpha, cure)
                    .weigh(turn.known(), turn.unseen())
                    .retrain();
            fresh = due ? birth : fresh;
            return due;
        }
    }
}
