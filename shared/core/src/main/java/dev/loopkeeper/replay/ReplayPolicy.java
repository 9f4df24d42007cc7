package dev.loopkeeper.replay;

import dev.loopkeeper.retrain.MarginalRule.Served;
import java.util.List;

/** A retrain policy that can be replayed. */
public interface ReplayPolicy {
    String name();

    /** A player for one replay; it may look at the tuning part, the batches before {@link Stage#from}, as it likes. */
    Player start(Stage stage);

    /** Decides batch by batch; may remember. */
    interface Player {
        /** Whether to retrain at the end of this batch; the new version serves from the next one on. */
        boolean retrain(Turn turn);
    }

    /**
     * What a replay is played on.
     *
     * @param from first scored batch
     * @param alpha price of a retrain in wholly wrong batches
     * @param delay batches after which labels are known
     */
    record Stage(AgeMatrix matrix, int from, double alpha, int delay) {
        /** A stage on the tuning part alone, for policies that try their settings there. */
        public Stage rehearsal() {
            return new Stage(matrix.before(from), matrix.firstModel() + 1, alpha, delay);
        }

        /** Model that a retrain at the end of that batch makes: labels that are not known yet cannot be learnt from. */
        public int modelAt(int batch) {
            return Math.max(matrix.firstModel(), batch - delay);
        }
    }

    /**
     * The end of one batch.
     *
     * @param model row of the serving version in the matrix
     * @param born first batch it served
     * @param known its losses whose labels are known, oldest first
     */
    record Turn(int batch, int model, int born, List<Served> known) {
        /** Batches the version has served, this one too. */
        public int age() {
            return batch - born + 1;
        }

        /** Batches it has served whose labels are not known yet. */
        public int unseen() {
            return age() - known.size();
        }
    }
}
