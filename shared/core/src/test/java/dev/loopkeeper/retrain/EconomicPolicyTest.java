package dev.loopkeeper.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.WeekWindow;
import dev.loopkeeper.data.DriftReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EconomicPolicyTest {
    private static final Instant NOW = Instant.parse("2026-03-11T12:00:00Z");
    private final EconomicPolicy policy = new EconomicPolicy();

    private static LoopConfig.Retrain terms() {
        return terms(Optional.empty());
    }

    private static LoopConfig.Retrain terms(Optional<WeekWindow> window) {
        return terms(window, LoopConfig.Cure.ALL);
    }

    private static LoopConfig.Retrain terms(Optional<WeekWindow> window, LoopConfig.Cure cure) {
        return new LoopConfig.Retrain(
                1_000,
                Duration.ofMinutes(10),
                Duration.ofDays(45),
                Duration.ofHours(6),
                window,
                Optional.of(Money.parse("2.10 USD")),
                2,
                Money.parse("0.10 USD"),
                Optional.empty(),
                new LoopConfig.Budget(Money.parse("20 USD"), LoopConfig.Period.MONTH),
                LoopConfig.Spot.NEVER,
                3,
                cure);
    }

    /** All gates open, a champion of ten days, no outcomes. */
    private static final class Given {
        private long fresh = 5_000;
        private long immature;
        private Instant newest = NOW.minus(Duration.ofHours(1));
        private Optional<Instant> since = Optional.of(NOW.minus(Duration.ofDays(10)));
        private Optional<Instant> lastClaim = Optional.of(NOW.minus(Duration.ofDays(10)));
        private long trained = 100_000;
        private boolean active;
        private int failures;
        private final List<QualityPoint> quality = new ArrayList<>();
        private String spent = "0 USD";
        private Optional<DriftReport> drift = Optional.empty();
        private Optional<Trigger> forced = Optional.empty();

        /** One file of 500 outcomes a day, newest today. */
        Given losing(double... losses) {
            for (int i = 0; i < losses.length; i++) {
                Instant at = NOW.minus(Duration.ofDays(losses.length - 1L - i));
                quality.add(new QualityPoint("q" + i, at, "v3", 500, losses[i]));
                quality.add(new QualityPoint("other" + i, at, "v4", 20, .9));
            }
            since = Optional.of(NOW.minus(Duration.ofDays(losses.length)));
            return this;
        }

        RetrainEvidence evidence() {
            return new RetrainEvidence(
                    fresh,
                    immature,
                    3,
                    Optional.of(newest),
                    500,
                    since,
                    Optional.of(.2),
                    since,
                    trained,
                    lastClaim,
                    active,
                    failures,
                    quality,
                    Money.parse("4.20 USD"),
                    Money.parse(spent),
                    drift,
                    forced);
        }
    }

    private RetrainDecision decide(Given given) {
        return policy.decide(given.evidence(), terms(), NOW);
    }

    @Test
    void shouldAskTheGatesInTheirOrder() {
        Given given = new Given().losing(.9, .9, .9, .9);
        given.active = true;
        given.failures = 3;
        given.fresh = 0;
        given.newest = NOW.minus(Duration.ofMinutes(1));
        given.lastClaim = Optional.of(NOW.minus(Duration.ofHours(1)));
        given.spent = "19 USD";
        List<String> rules = new ArrayList<>();
        rules.add(decide(given).rule());
        given.active = false;
        rules.add(decide(given).rule());
        given.failures = 2;
        rules.add(decide(given).rule());
        given.fresh = 900;
        rules.add(decide(given).rule());
        given.newest = NOW.minus(Duration.ofHours(1));
        rules.add(decide(given).rule());
        given.immature = 200;
        rules.add(decide(given).rule());
        given.fresh = 1_000;
        rules.add(decide(given).rule());
        given.lastClaim = Optional.empty();
        rules.add(decide(given).rule());
        given.spent = "15.80 USD";
        rules.add(decide(given).rule());

        assertThat(rules)
                .containsExactly(
                        "training-active",
                        "failures",
                        "no-fresh-rows",
                        "debounce",
                        "min-rows",
                        "labels-immature",
                        "cool-down",
                        "budget",
                        "economics");
    }

    @Test
    void shouldSayWhenToLookAgain() {
        Given burst = new Given();
        burst.newest = NOW.minus(Duration.ofMinutes(4));
        Given poor = new Given();
        poor.spent = "16 USD";
        WeekWindow night = WeekWindow.parse("20:00-06:00 UTC");

        assertThat(decide(burst).lookAgain()).contains(NOW.plus(Duration.ofMinutes(6)));
        assertThat(decide(poor).action()).isEqualTo(RetrainAction.DENIED_BUDGET);
        assertThat(decide(poor).lookAgain()).contains(Instant.parse("2026-04-01T00:00:00Z"));
        RetrainDecision day = policy.decide(new Given().evidence(), terms(Optional.of(night)), NOW);
        assertThat(day.rule()).isEqualTo("window");
        assertThat(day.lookAgain()).contains(Instant.parse("2026-03-11T20:00:00Z"));
    }

    @Test
    void shouldTrainAFirstVersionAsSoonAsThereAreRows() {
        Given given = new Given();
        given.since = Optional.empty();

        assertThat(decide(given)).satisfies(d -> {
            assertThat(d.action()).isEqualTo(RetrainAction.RETRAIN);
            assertThat(d.rule()).isEqualTo("first-version");
        });
    }

    @Test
    void shouldLetAPersonPassCoolDownButNotTheBudget() {
        Given given = new Given();
        given.lastClaim = Optional.of(NOW.minus(Duration.ofMinutes(5)));
        given.failures = 5;
        given.forced = Optional.of(Trigger.MANUAL);
        RetrainDecision asked = decide(given);
        given.spent = "16 USD";
        RetrainDecision poor = decide(given);
        given.spent = "0 USD";
        given.failures = 0;
        given.forced = Optional.of(Trigger.PERFORMANCE);

        assertThat(asked.action()).isEqualTo(RetrainAction.RETRAIN);
        assertThat(asked.trigger()).isEqualTo(Trigger.MANUAL);
        assertThat(poor.action()).isEqualTo(RetrainAction.DENIED_BUDGET);
        assertThat(decide(given).rule()).isEqualTo("cool-down");
    }

    @Test
    void shouldRetrainWhenAgeingHasCostAsMuchAsARun() {
        // Price 4.20 USD, a wrong batch 50 USD: alpha .084. Slope .01 a batch reaches it after sqrt(2 * .084 / .01) =
        // 4.1 batches.
        RetrainDecision early = decide(new Given().losing(.205, .215, .225));
        RetrainDecision due = decide(new Given().losing(.205, .215, .225, .235, .245, .255, .265));

        assertThat(early.action()).isEqualTo(RetrainAction.KEEP);
        assertThat(early.sentence())
                .startsWith("Keep v3: errors cost ")
                .contains("4.20 USD", "worth it after about", "1,500 rows");
        assertThat(early.saved().plus(early.waitingCost())).isEqualTo(early.price());
        assertThat(due.action()).isEqualTo(RetrainAction.RETRAIN);
        assertThat(due.trigger()).isEqualTo(Trigger.PERFORMANCE);
        assertThat(due.saved()).isEqualTo(Money.zero("USD"));
        assertThat(due.numbers().get("alpha")).isCloseTo(.084, within(1e-9));
    }

    @Test
    void shouldKeepAChampionWhoseExcessNoRetrainCures() {
        Given given = new Given().losing(.205, .215, .225, .235, .245, .255, .265);
        RetrainDecision season =
                policy.decide(given.evidence(), terms(Optional.empty(), new LoopConfig.Cure(.1, 0)), NOW);
        // .4 a row in 10,000 rows are .02 a batch of 500: twice the slope of the season.
        RetrainDecision ageing =
                policy.decide(given.evidence(), terms(Optional.empty(), new LoopConfig.Cure(0, .4)), NOW);

        assertThat(season.action()).isEqualTo(RetrainAction.KEEP);
        assertThat(season.numbers().get("slope"))
                .isCloseTo(.1 * decide(given).numbers().get("slope"), within(1e-12));
        assertThat(ageing.action()).isEqualTo(RetrainAction.RETRAIN);
        assertThat(ageing.numbers().get("slope")).isCloseTo(.02, within(1e-12));
    }

    @Test
    void shouldKeepAChampionThatDoesNotAge() {
        RetrainDecision kept = decide(new Given().losing(.2, .19, .21, .2, .18, .2, .2));

        assertThat(kept.action()).isEqualTo(RetrainAction.KEEP);
        assertThat(kept.waitingCost()).isEqualTo(Money.zero("USD"));
        assertThat(kept.saved()).isEqualTo(kept.price());
        assertThat(kept.sentence()).contains("does not age");
    }

    @Test
    void shouldRelyOnAgeAndClaimNoSavingWithoutOutcomes() {
        Given given = new Given();
        given.drift = Optional.of(new DriftReport(
                10,
                10,
                List.of(new DriftReport.ColumnDrift("temp", "ks", 1, .1, true, 1, 1, 1, 1, "mean fell")),
                "temp fell from 12 to 4."));
        RetrainDecision blind = decide(given);
        given.since = Optional.of(NOW.minus(Duration.ofDays(46)));
        RetrainDecision old = decide(given);

        assertThat(blind.action()).isEqualTo(RetrainAction.KEEP);
        assertThat(blind.rule()).isEqualTo("no-quality");
        assertThat(blind.saved()).isEqualTo(Money.zero("USD"));
        assertThat(blind.sentence()).contains("no outcome", "Drift: 1 of 1 columns moved, furthest temp: mean fell.");
        assertThat(blind.lookAgain()).contains(NOW.plus(Duration.ofDays(35)));
        given.since = Optional.of(NOW.minus(Duration.ofDays(10)));
        given.trained = 4 * given.fresh;
        RetrainDecision grown = decide(given);
        assertThat(grown.action()).isEqualTo(RetrainAction.RETRAIN);
        assertThat(grown.rule()).isEqualTo("no-quality-growth");
        assertThat(old.rule()).isEqualTo("max-age");
        assertThat(old.trigger()).isEqualTo(Trigger.SCHEDULE);
    }
}
