package dev.loopkeeper.retrain;

import dev.loopkeeper.config.LoopConfig;
import java.util.List;

/**
 * When an ageing version is worth replacing: optimal replacement under linear ageing.
 *
 * <p>The excess loss over a fresh version is taken to grow by {@code slope} each batch, fitted through zero at birth.
 * Replacing every T batches costs price / T + slope * T / 2 a batch, least where slope * T^2 / 2 equals the price; so a
 * retrain is due once slope * age^2 / 2 reaches it. Old excess weighs most in the fit, which steadies it without a
 * tuned window. Everything is in units of one batch that is wholly wrong.
 *
 * <p>With late labels the version has served {@code unseen} batches more than are known. Those are charged the newest
 * excess that is known, without the growth that nobody has seen: to extrapolate it squares the error of a slope of two
 * or three points. {@code fresh} must then be the loss a version has at birth when its own training labels are as late,
 * which {@link #birth} learns from every version's first batches.
 *
 * <p>Not all excess is ageing: a hard season raises the loss of every version, and no retrain cures that. Where a
 * history shows what retrains cured, {@link Cure} corrects the slope.
 *
 * @param fresh loss per row of a version at birth
 * @param alpha price of a retrain over (rows of a batch * cost of an error); infinite when errors cost nothing
 */
public record MarginalRule(double fresh, double alpha, Cure cure) {
    /** Chosen with LEARNING on simulated drifts and other streams than those the published figures are of. */
    private static final double YOUNG = 7;

    private static final double LEARNING = .75;
    private static final double LEAST = 2;

    /** Takes all excess for ageing, as long as no history says otherwise. */
    public MarginalRule(double fresh, double alpha) {
        this(fresh, alpha, Cure.ALL);
    }

    /**
     * What a retrain cures.
     *
     * @param share of a slope of excess loss that a new version would not have, 0 to 1
     * @param ageing slope that a new version saves even where no excess is seen, at least 0
     */
    public record Cure(double share, double ageing) {
        /** All excess is ageing, and ageing always shows as excess. */
        public static final Cure ALL = new Cure(1, 0);

        private static final double ROWS = 10_000;

        /** As configured, with batches of that many rows. */
        public static Cure of(LoopConfig.Cure configured, double rowsPerBatch) {
            return new Cure(configured.share(), configured.ageing() * rowsPerBatch / ROWS);
        }

        /** As it can be configured. */
        public LoopConfig.Cure configured(double rowsPerBatch) {
            return new LoopConfig.Cure(share, ageing * ROWS / rowsPerBatch);
        }

        double of(double slope) {
            return share * Math.max(0, slope) + ageing;
        }
    }

    /**
     * Known loss over a part of the version's life.
     *
     * @param batches its length, 1 in a replay batch by batch
     */
    public record Served(double batches, double loss) {}

    /**
     * What the rule found.
     *
     * @param age batches served since birth, unseen ones too
     * @param slope growth a batch of the excess loss that a retrain cures, at least 0; NaN with less than two known
     *     batches
     * @param excess expected excess loss of the next batch, at least 0
     * @param debt what ageing has cost: slope * (known^2 / 2 + known * unseen), compared with alpha
     * @param batchesLeft batches until it does if nothing changes; infinite: never
     */
    public record Weighed(double age, double slope, double excess, double debt, double batchesLeft, boolean retrain) {}

    /**
     * Weighs a version by its known losses since birth, oldest first, and the batches served since whose labels are not
     * in.
     */
    public Weighed weigh(List<Served> known, double unseen) {
        double at = 0;
        double products = 0;
        double squares = 0;
        for (Served part : known) {
            double age = at + part.batches / 2;
            products += part.batches * age * (part.loss - fresh);
            squares += part.batches * age * age;
            at += part.batches;
        }
        double age = at + unseen;
        if (at < LEAST || squares == 0) {
            return new Weighed(age, Double.NaN, 0, 0, Double.POSITIVE_INFINITY, false);
        }
        double slope = cure.of(products / squares);
        double debt = slope * at * (at / 2 + unseen);
        double due = Math.sqrt(unseen * unseen + 2 * alpha / slope) - unseen;
        double left = slope <= 0 ? Double.POSITIVE_INFINITY : Math.max(0, due - at);
        return new Weighed(
                age, slope, Math.max(0, slope * (at + .5)), Math.max(0, debt), left, slope > 0 && debt >= alpha);
    }

    /**
     * Loss at birth once a version's own first batches are known: seven batches or more count three quarters. A replay
     * carries the result over to the next version as its {@code before}, so that a stream on which retraining gains
     * nothing teaches it.
     */
    public static double birth(double before, List<Served> known) {
        double batches = 0;
        double sum = 0;
        for (Served part : known) {
            double used = Math.min(part.batches, YOUNG - batches);
            batches += used;
            sum += used * part.loss;
        }
        double weight = LEARNING * batches / YOUNG;
        return batches == 0 ? before : (1 - weight) * before + weight * sum / batches;
    }
}
