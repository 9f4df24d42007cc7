package dev.loopkeeper.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.Money;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopConfigReaderTest {
    private static final String MINIMAL = "model: late\ndata: {label: late}\n";

    @Nested
    class Accepted {
        @Test
        void shouldNeedNothingButModelAndLabel() {
            LoopConfig config = accepted("ten-lines.yaml").config();
            assertThat(config.data().prefix()).isEqualTo("data/late-arrivals/");
            assertThat(config.rollout().endpoint()).isEqualTo("late-arrivals");
            assertThat(config.rollout().steps()).containsExactly(5, 25, 50);
            assertThat(config.retrain())
                    .isEqualTo(new LoopConfig.Retrain(
                            500,
                            Duration.ofMinutes(1),
                            Duration.ofDays(90),
                            Duration.ofHours(1),
                            Optional.empty(),
                            Optional.of(Money.parse("0.40 USD")),
                            0.25,
                            Money.parse("0.01 USD"),
                            Optional.empty(),
                            new LoopConfig.Budget(Money.parse("100 USD"), LoopConfig.Period.MONTH),
                            LoopConfig.Spot.NEVER,
                            3,
                            LoopConfig.Cure.ALL));
            assertThat(config.evaluate())
                    .isEqualTo(new LoopConfig.Evaluate(
                            "auto", Optional.empty(), LoopConfig.Promote.BETTER, Optional.empty(), List.of(), 0.95));
            assertThat(config.channels()).containsExactly(new LoopConfig.Channel("console", "", Optional.empty()));
        }

        @Test
        void shouldReadThePublishedExample() {
            LoopConfig config = accepted("design.yaml").config();
            assertThat(config.retrain().window()).map(WeekWindow::toString).contains("20:00-06:00 Asia/Taipei");
            assertThat(config.retrain().maxAge()).isEqualTo(Duration.ofDays(45));
            assertThat(config.retrain().perHour()).contains(Money.parse("2.10 USD"));
            assertThat(config.rollout().availability()).isEqualTo(0.995);
            assertThat(config.channels())
                    .containsExactly(
                            new LoopConfig.Channel("teams", "secret:teams-webhook", Optional.empty()),
                            new LoopConfig.Channel("slack", "secret:slack-webhook", Optional.empty()),
                            new LoopConfig.Channel("webhook", "https://hooks.example.org/loop", Optional.of("hmac")));
        }

        @Test
        void shouldReadOddNamesAndUnits() {
            LoopConfig config = accepted("everything.yaml").config();
            assertThat(config.data().label()).isEqualTo("price, EUR");
            assertThat(config.data().id()).contains("2013");
            assertThat(config.data().exclude()).containsExactly("no", "a: b", "true");
            assertThat(config.data().maturity()).isEqualTo(Duration.ofDays(14));
            assertThat(config.data().rules().get("city").allowed()).containsExactly("Köln", "Bonn");
            assertThat(config.retrain().rowsPerBatch()).contains(10_000L);
            assertThat(config.training().params())
                    .containsEntry("rounds", "200")
                    .containsEntry("objective", "reg:squarederror");
            assertThat(config.rollback().onQualityDrop()).isFalse();
            assertThat(config.rollout().value()).contains(new LoopConfig.JudgedValue(LoopConfig.Worse.LOWER, .05));
            assertThat(config.rollout().mirror()).contains(20);
            assertThat(accepted("design.yaml").config().rollout().value()).isEmpty();
        }

        @Test
        void shouldGiveDefaultsTheCurrencyOfTheFile() {
            LoopConfig.Retrain retrain = accepted("everything.yaml").config().retrain();
            assertThat(retrain.budget().amount()).isEqualTo(Money.parse("100 EUR"));
            assertThat(retrain.perHour()).contains(Money.parse("0.40 EUR"));
        }

        @Test
        void shouldAskThePriceBookWhenTrainingRunsElsewhere() {
            assertThat(valid(MINIMAL + "training: {service: azure-ml}")
                            .config()
                            .retrain()
                            .perHour())
                    .isEmpty();
        }

        @Test
        void shouldWarnOfWhatIsAllowedAndOdd() {
            assertThat(valid(
                                    MINIMAL
                                            + "retrain: {price: {perHour: 500 USD}, maxAge: 1h, coolDown: 2h}\nnotify: [{webhook: https://example.org/x}]")
                            .warnings())
                    .satisfiesExactly(
                            first -> assertThat(first).contains("100.00 USD is less than one run costs, 125.00 USD"),
                            second -> assertThat(second).contains("retrain.coolDown"),
                            third -> assertThat(third).contains("unsigned"));
            assertThat(valid(MINIMAL).warnings()).isEmpty();
        }

        @Test
        void shouldReadAByteOrderMarkAndWindowsLineEnds() {
            assertThat(valid("\uFEFF" + MINIMAL.replace("\n", "\r\n")).config().model())
                    .isEqualTo("late");
        }
    }

    @Nested
    class Refused {
        @ParameterizedTest
        @MethodSource("dev.loopkeeper.config.ConfigSamples#refused")
        void shouldSayEverythingAtOnce(ConfigSamples.Sample sample) {
            assertThat(problems(sample.yaml())).containsExactlyInAnyOrderElementsOf(sample.expected());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "model: [",
                    "model: late\n\tdata: x",
                    "a: b: c",
                    "model: *unknown",
                    "--- a\n--- b",
                    "model: \"\u0001\"",
                    "? [a]\n: b",
                    "model: !!java.net.URL [x]"
                })
        void shouldNameTheLineOfBrokenYaml(String yaml) {
            assertThat(problems(yaml)).isNotEmpty().allSatisfy(problem -> assertThat(problem)
                    .matches("(?s)loop\\.yaml:\\d+: .+"));
        }

        @Test
        void shouldRefuseWhatIsNotUtf8() {
            assertThat(LoopConfigReader.read(new byte[] {'a', (byte) 0xC3, '('}, "loop.yaml")
                            .toString())
                    .contains("not UTF-8");
        }

        @Test
        void shouldBoundSizeDepthAliasesAndValues() {
            assertThat(problems("#" + "x".repeat(256 << 10)))
                    .containsExactly("loop.yaml:1: is 262145 bytes, allowed are 262144");
            assertThat(problems(MINIMAL + "x: " + "[".repeat(30) + "]".repeat(30))
                            .get(0))
                    .contains("is not YAML that is accepted here");
            assertThat(problems(MINIMAL + "x: " + "[1,".repeat(30_000) + "]".repeat(30_000))
                            .get(0))
                    .contains("is not YAML");
            assertThat(problems(bomb(9)).toString()).contains("nests too deep or holds too much");
            assertThat(problems(bomb(12)).get(0)).contains("is not YAML that is accepted here");
            assertThat(problems("a: &a [*a]\n").toString()).contains("nests too deep or holds too much");
        }

        private String bomb(int aliases) {
            StringBuilder yaml = new StringBuilder("a0: &a0 [" + "x,".repeat(9_000) + "x]\n");
            for (int i = 1; i <= aliases; i++) {
                yaml.append("a")
                        .append(i)
                        .append(": &a")
                        .append(i)
                        .append(" [*a")
                        .append(i - 1)
                        .append("]\n");
            }
            return yaml.toString();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://hooks.slack.com/services/T0/B0/xyz",
                    "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
                    "xoxb-123",
                    "https://user:hunter2@example.org/",
                    "AKIAABCDEFGHIJKLMNOP",
                    "https://x.blob.example.org/c?sv=1&sig=abc%2Fdefgh"
                })
        void shouldRefuseAndHideSecretsInPlainSight(String secret) {
            List<String> problems =
                    problems("model: \"" + secret + "\"\ndata: {label: late}\nnotify: [{webhook: \"" + secret + "\"}]");
            assertThat(problems).anyMatch(p -> p.contains("notify[0].webhook: looks like a secret"));
            assertThat(problems.toString()).doesNotContain(secret, "hunter2");
        }

        @Test
        void shouldBePoisonWithEveryProblemWhenAConfigurationIsNeeded() {
            assertThatThrownBy(() -> LoopConfigReader.read("modl: x".getBytes(UTF_8), "loop.yaml")
                            .orPoison())
                    .isInstanceOfSatisfying(
                            LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.POISON))
                    .hasMessageContaining("loop.yaml:1: modl: is not a known key; did you mean 'model'?")
                    .hasMessageContaining("data.label: is missing");
        }
    }

    @Test
    void shouldAnswerEveryMutationWithAResult() {
        byte[] good = ConfigSamples.text("accepted/design.yaml").getBytes(UTF_8);
        Random random = new Random(7);
        String alphabet = "[]{}:,-#&*!|>'\"%@` \n\t0aZ\u0000é";
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = good.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
            }
            assertThat(LoopConfigReader.read(bad, "loop.yaml")).isNotNull();
        }
    }

    private static LoopConfigReader.Result.Valid accepted(String name) {
        return valid(ConfigSamples.text("accepted/" + name));
    }

    private static LoopConfigReader.Result.Valid valid(String yaml) {
        LoopConfigReader.Result result = LoopConfigReader.read(yaml.getBytes(UTF_8), "loop.yaml");
        assertThat(result).as(() -> result.toString()).isInstanceOf(LoopConfigReader.Result.Valid.class);
        return (LoopConfigReader.Result.Valid) result;
    }

    private static List<String> problems(String yaml) {
        LoopConfigReader.Result result = LoopConfigReader.read(yaml.getBytes(UTF_8), "loop.yaml");
        assertThat(result).isInstanceOf(LoopConfigReader.Result.Invalid.class);
        return ((LoopConfigReader.Result.Invalid) result)
                .problems().stream().map(Problem::toString).toList();
    }
}
