package dev.loopkeeper.bench.gate;

import dev.loopkeeper.evaluate.Comparison;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A simulated challenger.
 *
 * @param base error of the champion: share of wrong rows, or the scale of the regression's errors
 * @param factor error of the challenger over that of the champion
 * @param rows of the holdout
 * @param stretches whether neighbouring rows go together: for 25 rows one version is favoured, then the other
 */
record Simulated(boolean regression, double base, double factor, int rows, boolean stretches) {
    private static final int STRETCH = 25;
    private static final int EARLIER = 10;
    private static final double SHARED = .5;

    String name() {
        return (regression ? "regression" : "errors " + Math.round(100 * base) + " %") + ", " + rows + " rows"
                + (stretches ? ", stretches" : "");
    }

    /** Which rules promote it in one trial. */
    Set<Rule> trial(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] drawn = regression ? numbers(random) : classes(random);
        Trial trial = Trial.of(regression, drawn[0], drawn[1], drawn[2]);
        double best = bestEver(trial.comparison(), random);
        Set<Rule> promoted = EnumSet.noneOf(Rule.class);
        for (Rule rule : Rule.values()) {
            if (rule.promotes(trial, best)) {
                promoted.add(rule);
            }
        }
        return promoted;
    }

    /** The best stored error of the champion and of earlier versions as good as it, each on a holdout of its own. */
    private double bestEver(Comparison found, SplittableRandom random) {
        double loss = found.championLoss().orElse(base);
        double spread = Math.sqrt(regression ? .36 * loss * loss / rows : base * (1 - base) / rows);
        double best = loss;
        for (int i = 0; i < EARLIER; i++) {
            best = Math.min(best, (regression ? loss : base) + spread * random.nextGaussian());
        }
        return best;
    }

    private double[][] classes(SplittableRandom random) {
        double[][] drawn = new double[3][rows];
        double both = SHARED * base * Math.min(1, factor);
        double favour = 1;
        for (int i = 0; i < rows; i++) {
            favour = stretches && i % STRETCH == 0 ? 2 * random.nextDouble() : favour;
            double u = random.nextDouble();
            double onlyChampion = (base - both) * favour;
            double onlyChallenger = (base * factor - both) * (2 - favour);
            boolean wrong = u < both;
            boolean champion = wrong || u < both + onlyChampion;
            boolean challenger = wrong || !champion && u < both + onlyChampion + onlyChallenger;
            boolean label = random.nextBoolean();
            drawn[0][i] = label ? 1 : 0;
            drawn[1][i] = champion == label ? .1 : .9;
            drawn[2][i] = challenger == label ? .1 : .9;
        }
        return drawn;
    }

    private double[][] numbers(SplittableRandom random) {
        double[][] drawn = new double[3][rows];
        double share = Math.sqrt(SHARED);
        for (int i = 0; i < rows; i++) {
            double common = random.nextGaussian();
            drawn[0][i] = random.nextGaussian();
            drawn[1][i] = drawn[0][i] + base * share * (common + random.nextGaussian());
            drawn[2][i] = drawn[0][i] + base * factor * share * (common + random.nextGaussian());
        }
        return drawn;
    }
}
