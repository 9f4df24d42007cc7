package dev.loopkeeper.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.replay.ReplayPolicy.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final double[] PRICES = {.02, .1, .5};

    /** Losses that grow with age under noise; rows before {@code first} hold no model. */
    private static AgeMatrix world(long seed, double growth) {
        Random random = new Random(seed);
        double[] level = random.doubles(60).map(u -> .2 + .1 * u).toArray();
        double[][] losses = new double[60][60];
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 60; j++) {
                losses[i][j] = Math.min(1, level[j] + growth * Math.max(0, j - i));
            }
        }
        return AgeMatrix.of(losses, 3);
    }

    @Test
    void shouldFindThePlanThatNoOtherPlanBeats() {
        // 9 scored batches have 256 plans: try them all.
        double[][] losses = new double[13][13];
        Random random = new Random(7);
        for (double[] row : losses) {
            Arrays.setAll(row, j -> random.nextDouble());
        }
        Stage stage = new Stage(AgeMatrix.of(losses, 2), 4, .2, 1);
        double least = Double.POSITIVE_INFINITY;
        for (int plan = 0; plan < 256; plan++) {
            int bits = plan;
            least = Math.min(
                    least,
                    Replay.of(policy(t -> (bits >> t.batch() - 4 & 1) == 1), stage)
                            .cost());
        }

        assertThat(Replay.of(new Oracle(), stage).cost()).isCloseTo(least, within(1e-12));
    }

    @Test
    void shouldNotUseLabelsThatAreNotKnownYet() {
        AgeMatrix matrix = world(1, .01);
        List<Integer> models = new ArrayList<>();
        Replay replay = Replay.of(
                policy(t -> {
                    models.add(t.model());
                    assertThat(t.known()).hasSize(Math.max(0, t.age() - 4));
                    assertThat(t.unseen()).isEqualTo(Math.min(4, t.age()));
                    return t.age() == 10;
                }),
                new Stage(matrix, matrix.scoredFrom(), .1, 4));

        assertThat(models.get(0)).isEqualTo(matrix.scoredFrom() - 5);
        assertThat(replay.retrains()).first().isEqualTo(matrix.scoredFrom() + 9);
        assertThat(replay.served().get(10)).isEqualTo(matrix.scoredFrom() + 9 - 4);
    }

    @Test
    void shouldStayNearTheBestPeriodAndFarBelowNeverWhenVersionsAge() {
        double ours = 0;
        double best = 0;
        double never = 0;
        for (long seed = 0; seed < 10; seed++) {
            for (double alpha : PRICES) {
                for (int delay : new int[] {0, 4}) {
                    Stage stage = new Stage(world(seed, .004 * (1 + seed % 4)), 18, alpha, delay);
                    ours += Replay.of(new OurPolicy(), stage).cost();
                    best += Replay.of(Periodic.best(), stage).cost();
                    never += Replay.of(Periodic.never(), stage).cost();
                }
            }
        }

        assertThat(ours).isLessThan(1.06 * best).isLessThan(.85 * never);
    }

    @Test
    void shouldHardlyRetrainWhenNothingAges() {
        int retrains = 0;
        for (long seed = 0; seed < 20; seed++) {
            retrains += Replay.of(new OurPolicy(), new Stage(world(seed, 0), 18, .25, 0))
                    .retrains()
                    .size();
        }

        assertThat(retrains).isLessThan(20);
    }

    @Test
    void shouldSayHowManyRetrainsPaid() {
        AgeMatrix matrix = world(3, .02);
        Stage stage = new Stage(matrix, 18, .1, 0);

        assertThat(Replay.of(new Periodic("", 12), stage).precision(stage, 8)).isEqualTo(1);
        assertThat(Replay.of(new Periodic("", 1), stage).precision(stage, 4)).isZero();
    }

    private static ReplayPolicy policy(ReplayPolicy.Player player) {
        return new ReplayPolicy() {
            @Override
            public String name() {
                return "given";
            }

            @Override
            public Player start(Stage stage) {
                return player;
            }
        };
    }
}
