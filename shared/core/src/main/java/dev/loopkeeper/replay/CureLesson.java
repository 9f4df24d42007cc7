package dev.loopkeeper.replay;

import dev.loopkeeper.replay.ReplayPolicy.Stage;
import dev.loopkeeper.retrain.MarginalRule;
import dev.loopkeeper.retrain.MarginalRule.Cure;
import dev.loopkeeper.retrain.MarginalRule.Served;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns on the tuning part how much of an excess loss a retrain cures.
 *
 * <p>Every version is followed through the tuning part. Each time, the excess its known losses foretell stands beside
 * the true gain: its loss on the next batch less that of the version a retrain would have made. Least squares of the
 * gains on the foretold excess and on the age give {@link Cure}. A pair counts less the further the rule was from a
 * retrain: small excess is mostly noise and says nothing of large one. The pairs overlap, so together they count at
 * most as much as the tuning part has batches; the belief that all excess is ageing counts as much as {@value #PRIOR}
 * batches.
 *
 * @param fresh loss per row of a version at birth
 */
record CureLesson(Stage stage, double fresh) {
    /**
     * Of 5, 10, 20 and 40 the best with late labels on streams other than the published ones; its neighbours are near.
     */
    private static final int PRIOR = 20;

    /** Share of the price from which on a pair counts in full; from a quarter to the whole the cost is the same. */
    private static final double NEAR = .25;

    Cure learn() {
        Sums sums = new Sums();
        for (int model = stage.matrix().firstModel(); model < stage.from(); model++) {
            follow(model, sums);
        }
        return sums.cure(stage.from() - stage.matrix().firstModel());
    }

    private void follow(int model, Sums sums) {
        int born = model + 1 + stage.delay();
        List<Served> known = new ArrayList<>();
        for (int batch = born + stage.delay(); batch + 1 < stage.from(); batch++) {
            known.add(new Served(1, stage.matrix().loss(model, batch - stage.delay())));
            double birth = MarginalRule.birth(fresh, known);
            MarginalRule.Weighed weighed = new MarginalRule(birth, stage.alpha()).weigh(known, stage.delay());
            if (!Double.isNaN(weighed.slope())) {
                int age = batch - born + 1;
                double weight = Math.min(1, weighed.debt() / (NEAR * stage.alpha()));
                sums.add(weight, weighed.slope() * age, age, gain(model, batch));
            }
        }
    }

    /** What a retrain at the end of that batch would have saved on the next one. */
    private double gain(int model, int batch) {
        return stage.matrix().loss(model, batch + 1) - stage.matrix().loss(stage.modelAt(batch), batch + 1);
    }

    /** Sums of squares and products; those of the prior are without weights. */
    private static final class Sums {
        private double excessPrior;
        private double agePrior;
        private double excessExcess;
        private double excessAge;
        private double ageAge;
        private double excessGain;
        private double ageGain;

        void add(double weight, double excess, double age, double gain) {
            excessPrior += excess * excess;
            agePrior += age * age;
            excessExcess += weight * excess * excess;
            excessAge += weight * excess * age;
            ageAge += weight * age * age;
            excessGain += weight * excess * gain;
            ageGain += weight * age * gain;
        }

        /** Solves for both at once; one that comes out negative is taken as 0 and the other solved for alone. */
        Cure cure(int batches) {
            if (excessPrior == 0) {
                return Cure.ALL;
            }
            double prior = (double) PRIOR / batches;
            double excess = excessExcess + prior * excessPrior;
            double age = ageAge + prior * agePrior;
            double gain = excessGain + prior * excessPrior;
            double determinant = excess * age - excessAge * excessAge;
            double share = (gain * age - excessAge * ageGain) / determinant;
            double ageing = (excess * ageGain - excessAge * gain) / determinant;
            if (ageing < 0) {
                ageing = 0;
                share = gain / excess;
            }
            if (share < 0) {
                share = 0;
                ageing = Math.max(0, ageGain / age);
            }
            return new Cure(Math.min(1, share), ageing);
        }
    }
}
