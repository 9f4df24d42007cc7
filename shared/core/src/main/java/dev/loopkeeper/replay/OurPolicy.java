package dev.loopkeeper.replay;

import dev.loopkeeper.retrain.MarginalRule;
import java.util.Optional;

/**
 * The rule that plans retrains in a running loop, {@link MarginalRule}, on a history.
 *
 * <p>The loss at birth is first what versions of the tuning part had, and is then learnt from every version. What a
 * retrain cures is given, or learnt on the tuning part by {@link CureLesson}.
 */
public final class OurPolicy implements ReplayPolicy {
    private final Optional<MarginalRule.Cure> given;

    /** Learns what a retrain cures. */
    public OurPolicy() {
        this(Optional.empty());
    }

    /** Takes what a retrain cures as given, or learns it. */
    OurPolicy(Optional<MarginalRule.Cure> given) {
        this.given = given;
    }

    /** What the tuning part says a retrain cures. */
    static MarginalRule.Cure lesson(Stage stage) {
        return new CureLesson(stage, birth(stage)).learn();
    }

    private static double birth(Stage stage) {
        double seen = stage.matrix().meanAtAge(1 + stage.delay(), stage.from());
        int model = stage.matrix().firstModel();
        return Double.isNaN(seen) ? stage.matrix().loss(model, stage.from() - 1) : seen;
    }

    @Override
    public String name() {
        return "loopkeeper";
    }

    @Override
    public Player start(Stage stage) {
        return new Memory(stage, given.orElseGet(() -> lesson(stage)));
    }

    private static final class Memory implements Player {
        private final double alpha;
        private final MarginalRule.Cure cure;
        private double fresh;

        Memory(Stage stage, MarginalRule.Cure cure) {
            this.alpha = stage.alpha();
            this.cure = cure;
            this.fresh = birth(stage);
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
