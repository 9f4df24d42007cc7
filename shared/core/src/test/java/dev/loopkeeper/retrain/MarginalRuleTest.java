package dev.loopkeeper.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.retrain.MarginalRule.Cure;
import dev.loopkeeper.retrain.MarginalRule.Served;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarginalRuleTest {
    private static List<Served> losses(double... values) {
        return Arrays.stream(values).mapToObj(loss -> new Served(1, loss)).toList();
    }

    @Test
    void shouldReplaceAtTheClassicIntervalWhenAgeingIsLinear() {
        // Least cost a batch of alpha / T + slope * T / 2 is at T = sqrt(2 * alpha / slope) = 10.
        MarginalRule rule = new MarginalRule(.2, .5);
        List<Served> known = new ArrayList<>();
        int age = 0;
        while (!rule.weigh(known, 0).retrain()) {
            known.add(new Served(1, .2 + .01 * (age + .5)));
            age++;
        }

        assertThat(age).isEqualTo(10);
        assertThat(rule.weigh(known.subList(0, 4), 0).batchesLeft()).isCloseTo(6, within(1e-9));
    }

    @Test
    void shouldNotDependOnHowABatchIsCutIntoFiles() {
        MarginalRule rule = new MarginalRule(.2, .5);
        List<Served> halves = new ArrayList<>();
        List<Served> wholes = losses(.21, .25, .24, .28);
        wholes.forEach(w -> halves.addAll(List.of(new Served(.5, w.loss()), new Served(.5, w.loss()))));

        assertThat(rule.weigh(halves, 0).slope())
                .isCloseTo(rule.weigh(wholes, 0).slope(), within(.001));
        assertThat(MarginalRule.birth(.2, halves)).isCloseTo(MarginalRule.birth(.2, wholes), within(1e-9));
    }

    @Test
    void shouldNeverReplaceAVersionThatDoesNotAge() {
        assertThat(new MarginalRule(.2, .02)
                        .weigh(losses(.2, .19, .21, .2, .18, .2), 0)
                        .retrain())
                .isFalse();
        assertThat(new MarginalRule(.2, .02).weigh(losses(.2, .19, .18), 0).batchesLeft())
                .isInfinite();
        assertThat(new MarginalRule(.2, .001).weigh(losses(.9), 0).retrain()).isFalse();
    }

    @Test
    void shouldWaitLongerWhenARetrainCuresOnlyAShare() {
        List<Served> known = losses(.205, .215, .225, .235, .245, .255, .265, .275, .285, .295);

        assertThat(new MarginalRule(.2, .5, new Cure(1, 0)).weigh(known, 0).debt())
                .isCloseTo(.5, within(1e-9));
        assertThat(new MarginalRule(.2, .5, new Cure(.25, 0)).weigh(known, 0).debt())
                .isCloseTo(.125, within(1e-9));
        assertThat(new MarginalRule(.2, .5, new Cure(.25, 0)).weigh(known, 0).batchesLeft())
                .isCloseTo(10, within(1e-9));
        // Ageing that hides behind an easy season counts all the same.
        assertThat(new MarginalRule(.2, .5, new Cure(.25, .01))
                        .weigh(losses(.19, .18, .17, .16), 0)
                        .slope())
                .isCloseTo(.01, within(1e-9));
    }

    @Test
    void shouldCountBatchesWhoseLabelsAreLate() {
        MarginalRule rule = new MarginalRule(.2, .5);
        List<Served> known = losses(.205, .215, .225, .235, .245, .255);

        assertThat(rule.weigh(known, 0).retrain()).isFalse();
        assertThat(rule.weigh(known, 5.2).retrain()).isFalse();
        assertThat(rule.weigh(known, 5.4).retrain()).isTrue();
        // The growth that nobody has seen is not charged: .01 * 6 * (6 / 2 + 5.4).
        assertThat(rule.weigh(known, 5.4).debt()).isCloseTo(.504, within(1e-9));
    }

    @Test
    void shouldLearnThatVersionsAreBornWorseThanTheirHoldoutSaid() {
        assertThat(MarginalRule.birth(.2, List.of())).isEqualTo(.2);
        assertThat(MarginalRule.birth(.2, losses(.4, .4, .4, .4, .4, .4, .4, .9, .9)))
                .isCloseTo(.35, within(1e-9));
        assertThat(MarginalRule.birth(.2, losses(.9))).isCloseTo(.275, within(1e-9));
    }

    @Test
    void shouldStayNearTheBestPeriodOnWorldsItHasNotSeen() {
        double ours = 0;
        double best = 0;
        double never = 0;
        for (int seed = 0; seed < 20; seed++) {
            for (double alpha : new double[] {.05, .1, .25}) {
                AgeingWorld world = new AgeingWorld(120, .004 * (1 + seed % 4), .03, new Random(seed));
                ours += world.cost(alpha);
                best += world.bestPeriod(alpha);
                never += world.period(1_000, alpha);
            }
        }

        assertThat(ours).isLessThan(1.05 * best).isLessThan(.8 * never);
    }

    /** Losses grow with the age of the version, under noise that all versions share. */
    private record AgeingWorld(double[] level, double growth) {
        AgeingWorld(int batches, double growth, double noise, Random random) {
            this(random.doubles(batches).map(u -> .2 + noise * (2 * u - 1)).toArray(), growth);
        }

        double loss(int batch, int born) {
            return Math.min(1, level[batch] + growth * (batch - born + .5));
        }

        double cost(double alpha) {
            double fresh = .2;
            double cost = 0;
            List<Served> known = new ArrayList<>();
            for (int batch = 0, born = 0; batch < level.length; batch++) {
                cost += loss(batch, born);
                known.add(new Served(1, loss(batch, born)));
                double birth = MarginalRule.birth(fresh, known);
                if (new MarginalRule(birth, alpha).weigh(known, 0).retrain()) {
                    cost += alpha;
                    born = batch + 1;
                    fresh = birth;
                    known.clear();
                }
            }
            return cost;
        }

        double period(int length, double alpha) {
            double cost = 0;
            for (int batch = 0; batch < level.length; batch++) {
                cost += loss(batch, batch - batch % length) + (batch > 0 && batch % length == 0 ? alpha : 0);
            }
            return cost;
        }

        double bestPeriod(double alpha) {
            double best = Double.POSITIVE_INFINITY;
            for (int length = 1; length <= level.length; length++) {
                best = Math.min(best, period(length, alpha));
            }
            return best;
        }
    }
}
