package dev.loopkeeper.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.BatchProfile;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.Money;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MoneyReplayTest {
    /** Half a year of 40 rows a day whose rule turns by {@code turn} radians a day. */
    private static HistoryFile history(double turn) {
        Random random = new Random(11);
        StringBuilder csv = new StringBuilder("day,a,b,colour,late\n");
        for (int d = 0; d < 180; d++) {
            for (int r = 0; r < 40; r++) {
                double a = random.nextGaussian();
                double b = random.nextGaussian();
                boolean late = a * Math.cos(turn * d) + b * Math.sin(turn * d) + .3 * random.nextGaussian() > 0;
                csv.append(LocalDate.of(2025, 1, 1).plusDays(d))
                        .append(',')
                        .append(a)
                        .append(',')
                        .append(b)
                        .append(',')
                        .append(r % 2 == 0 ? "red" : "blue")
                        .append(',')
                        .append(late ? "yes" : "no")
                        .append('\n');
            }
        }
        byte[] body = csv.toString().getBytes(StandardCharsets.UTF_8);
        return new HistoryFile("flights.csv", () -> new ByteArrayInputStream(body));
    }

    private static MoneyReplay replay(double turn, String costPerError) {
        return replay(turn, costPerError, LoopConfig.Cure.ALL);
    }

    private static MoneyReplay replay(double turn, String costPerError, LoopConfig.Cure cure) {
        HistoryFile file = history(turn);
        BatchProfile profile = file.profile();
        HistoryFile.Loaded loaded = file.load(
                profile,
                FeatureList.all(profile, Set.of("late", "day")),
                LabelCode.classes("late", profile),
                Optional.of("day"));
        return MoneyReplay.of(
                loaded,
                true,
                new Economics(
                        Money.parse("2.00 USD"),
                        Money.parse(costPerError),
                        Duration.ZERO,
                        100,
                        Duration.ofHours(1),
                        Duration.ofDays(90),
                        cure));
    }

    @Test
    void shouldPlayWhatItLearntAgainWhenThatIsConfigured() {
        MoneyReplay learnt = replay(.02, "0.10 USD");
        MoneyReplay again = replay(.02, "0.10 USD", learnt.cure());

        assertThat(learnt.cure()).isNotEqualTo(LoopConfig.Cure.ALL);
        assertThat(again.ours()).isEqualTo(learnt.ours());
        assertThat(replay(.02, "0.10 USD", new LoopConfig.Cure(0, 0)).ours().retrains())
                .as("a retrain that cures nothing is not made for money")
                .isLessThan(learnt.ours().retrains());
    }

    @Test
    void shouldSaveMoneyWhenTheWorldTurns() {
        MoneyReplay replay = replay(.02, "0.10 USD");

        assertThat(replay.calendar().unit()).isEqualTo("day");
        assertThat(replay.results())
                .extracting(MoneyReplay.Result::name)
                .containsExactly("loopkeeper", "never", "weekly", "monthly", "oracle");
        MoneyReplay.Result never = replay.results().get(1);
        assertThat(replay.ours().cost().toDouble()).isLessThan(.6 * never.cost().toDouble());
        assertThat(never.training()).isEqualTo(Money.parse("0 USD"));
        assertThat(replay.ours().total()).last().satisfies(t -> assertThat(t)
                .isCloseTo(replay.ours().cost().toDouble(), within(.001)));
        assertThat(replay.recommendation()).containsAnyOf("Let the loop decide", "cheaper than the loop");
    }

    @Test
    void shouldNotBuyRetrainsThatGainNothing() {
        MoneyReplay replay = replay(0, "0.01 USD");

        // Only the greatest age of 90 days may have forced one.
        assertThat(replay.ours().retrains()).isLessThanOrEqualTo(2);
    }

    @Test
    void shouldRefuseErrorsThatCostNothing() {
        assertThatThrownBy(() -> replay(0, "0 USD"))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("retrain.costPerError")
                .hasMessageContaining("set what one wrong row costs");
    }
}
