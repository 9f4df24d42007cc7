package dev.loopkeeper.rollout;

import static dev.loopkeeper.rollout.Judgement.Action.CONTINUE;
import static dev.loopkeeper.rollout.Judgement.Action.HOLD;
import static dev.loopkeeper.rollout.Judgement.Action.PROMOTE;
import static dev.loopkeeper.rollout.Judgement.Action.ROLLBACK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfig.JudgeProfile;
import dev.loopkeeper.config.LoopConfig.JudgedValue;
import dev.loopkeeper.config.LoopConfig.Worse;
import dev.loopkeeper.edge.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class JudgedValueTest {
    private static final LoopConfig.Rollout COUNTS = CanaryWorld.terms(JudgeProfile.BALANCED, 15, 15);
    private static final LoopConfig.Rollout LOWER = guarding(Worse.LOWER, .02);
    private static final ValueWorld HEALTHY = ValueWorld.healthy();
    private static final int REPS = 150;

    private final SequentialJudge judge = new SequentialJudge();

    static LoopConfig.Rollout guarding(Worse worse, double tolerance) {
        return new LoopConfig.Rollout(
                COUNTS.endpoint(),
                COUNTS.steps(),
                COUNTS.window(),
                COUNTS.warmUp(),
                COUNTS.minDwell(),
                COUNTS.maxDwell(),
                COUNTS.bake(),
                COUNTS.availability(),
                COUNTS.profile(),
                COUNTS.deployTimeout(),
                COUNTS.approval(),
                COUNTS.idle(),
                COUNTS.freeze(),
                Optional.of(new JudgedValue(worse, tolerance)),
                Optional.empty());
    }

    private static Instant end(int windows) {
        return CanaryWorld.START.plusSeconds(60L * windows);
    }

    private static Instant stepOf(int window) {
        return end(window / 15 * 15);
    }

    /** The minutes at which rollouts of a world were rolled back; nobody fails and nobody is slow in it. */
    private List<Integer> rollbacks(ValueWorld world, LoopConfig.Rollout terms) {
        List<Integer> minutes = new ArrayList<>();
        for (int rep = 0; rep < REPS; rep++) {
            CanaryWindow[] windows = world.windows(11 + 1_000_003L * rep);
            Evidence evidence = Evidence.none();
            for (int m = 0; m < windows.length; m++) {
                evidence = evidence.plus(windows[m]);
                if (judge.act(evidence, terms, stepOf(m), end(m + 1)) == ROLLBACK) {
                    minutes.add(m + 1);
                    break;
                }
            }
        }
        Collections.sort(minutes);
        return minutes;
    }

    private static double pooled(
            CanaryWindow[] windows, ToDoubleFunction<CanaryWindow> sum, ToDoubleFunction<CanaryWindow> n) {
        return Arrays.stream(windows).mapToDouble(sum).sum()
                / Arrays.stream(windows).mapToDouble(n).sum();
    }

    @Test
    void shouldNotTakeALevelThatMovesInBothVersionsForARegressionWhileWeightsRamp() {
        CanaryWindow[] windows = HEALTHY.shifting().windows(5);
        double mine = pooled(windows, w -> w.challenger().value().orElseThrow().sum(), w -> w.challenger()
                .requests());
        double theirs = pooled(windows, w -> w.baseline().value().orElseThrow().sum(), w -> w.baseline()
                .requests());

        assertThat(mine / theirs).as("pooled means fall into the trap").isGreaterThan(1.05);
        assertThat(rollbacks(HEALTHY.shifting(), guarding(Worse.HIGHER, 0))).hasSizeLessThanOrEqualTo(REPS * 3 / 100);
        assertThat(rollbacks(HEALTHY.shifting(), guarding(Worse.HIGHER, .02))).isEmpty();
    }

    @Test
    void shouldKeepItsFalseAlarmsWithNoToleranceAtAll() {
        assertThat(rollbacks(HEALTHY, guarding(Worse.LOWER, 0))).hasSizeLessThanOrEqualTo(REPS * 3 / 100);
        assertThat(rollbacks(HEALTHY.noise(.05, 0).traffic(200), guarding(Worse.LOWER, 0)))
                .hasSizeLessThanOrEqualTo(REPS * 3 / 100);
        assertThat(rollbacks(HEALTHY.skewed(1).traffic(60), guarding(Worse.HIGHER, 0)))
                .hasSizeLessThanOrEqualTo(REPS * 3 / 100);
    }

    @Test
    void shouldFindAMeanThatIsFivePercentWorseAndOnlyThatWay() {
        List<Integer> found = rollbacks(HEALTHY.factor(.95), LOWER);

        assertThat(found).hasSizeGreaterThanOrEqualTo(REPS * 95 / 100);
        assertThat(found.get(found.size() / 2)).isLessThanOrEqualTo(36);
        assertThat(rollbacks(HEALTHY.factor(.95).shifting(), LOWER)).hasSizeGreaterThanOrEqualTo(REPS * 95 / 100);
        assertThat(rollbacks(HEALTHY.factor(.95), guarding(Worse.HIGHER, .02))).isEmpty();
        assertThat(rollbacks(HEALTHY.factor(.985), LOWER))
                .as("within the tolerance")
                .isEmpty();
    }

    private Judgement after(int windows, CanaryWindow[] all, LoopConfig.Rollout terms) {
        return judge.judgeStep(Arrays.asList(all).subList(0, windows), terms, stepOf(windows - 1), end(windows));
    }

    @Test
    void shouldSayDifferenceIntervalAndEvidence() {
        Judgement said = after(40, HEALTHY.factor(.9).windows(5), LOWER);

        assertThat(said.action()).isEqualTo(ROLLBACK);
        assertThat(said.sentence())
                .startsWith("Roll back at 25 %: the mean value is worse than the champion's by more than the 2.0 %")
                .contains("Value: mean ", "of the champion in the same windows, difference -1", "95 % confidence");
        assertThat(said.numbers().get("value.difference")).isCloseTo(-10, within(2.0));
        assertThat(said.numbers().get("value.low")).isLessThan(-10);
        assertThat(said.numbers().get("value.high")).isBetween(-10.0, -5.0);
        assertThat(said.numbers().get("value.evidence"))
                .isGreaterThan(said.numbers().get("value.needed"));
    }

    @Test
    void shouldGoOnWhileValuesAreTooFewAndProveAHealthyMeanSafe() {
        Judgement few = after(10, HEALTHY.traffic(40).factor(.5).windows(3), LOWER);
        Judgement healthy = after(60, HEALTHY.windows(5), LOWER);

        assertThat(few.action()).isEqualTo(CONTINUE);
        assertThat(few.sentence()).contains("too few to judge (needs 30 of each in 8 windows)");
        assertThat(few.numbers()).containsKey("value.challengerCount").doesNotContainKey("value.difference");
        assertThat(healthy.action()).isEqualTo(PROMOTE);
        assertThat(healthy.numbers().get("value.safe")).isGreaterThan(20);
    }

    @Test
    void shouldHoldWhenAGuardedValueIsNotKnownAndOnlyThen() {
        CanaryWindow[] windows = HEALTHY.windows(3);
        CanaryWindow last = windows[19];
        windows[19] = valued(last, Optional.empty());
        assertThat(after(20, windows, LOWER).action()).isEqualTo(HOLD);
        assertThat(after(20, windows, LOWER).sentence()).contains("has no values", "rollout.judge.value");
        assertThat(after(20, windows, COUNTS).action()).isNotEqualTo(HOLD);

        windows[19] = valued(last, Optional.of(Moments.NONE));
        assertThat(after(20, windows, LOWER).action())
                .as("known, but all failed")
                .isEqualTo(CONTINUE);
    }

    private static CanaryWindow valued(CanaryWindow window, Optional<Moments> challenger) {
        return new CanaryWindow(
                window.start(), window.weight(), window.challenger().with(challenger), window.baseline());
    }

    @Test
    void shouldJudgeConstantAnswers() {
        CanaryWindow[] windows = HEALTHY.windows(3);
        for (int m = 0; m < windows.length; m++) {
            windows[m] = constant(windows[m], 4, 5);
        }
        assertThat(after(20, windows, LOWER).action()).isEqualTo(ROLLBACK);
        for (int m = 0; m < windows.length; m++) {
            windows[m] = constant(windows[m], 0, 0);
        }
        assertThat(after(20, windows, LOWER).action()).isEqualTo(CONTINUE);
    }

    private static CanaryWindow constant(CanaryWindow w, double mine, double theirs) {
        return new CanaryWindow(w.start(), w.weight(), constant(w.challenger(), mine), constant(w.baseline(), theirs));
    }

    private static VersionWindow constant(VersionWindow w, double value) {
        long n = w.requests();
        return w.with(Optional.of(new Moments(n, n * value, n * value * value)));
    }

    @Test
    void shouldIgnoreValuesThatNobodyAskedToGuard() {
        CanaryWindow[] windows = HEALTHY.factor(.5).windows(3);
        CanaryWindow[] bare = Arrays.stream(windows)
                .map(w -> new CanaryWindow(
                        w.start(),
                        w.weight(),
                        w.challenger().with(Optional.empty()),
                        w.baseline().with(Optional.empty())))
                .toArray(CanaryWindow[]::new);

        assertThat(after(40, windows, COUNTS)).isEqualTo(after(40, bare, COUNTS));
        assertThat(after(40, windows, COUNTS).numbers())
                .containsEntry("alpha", .05)
                .doesNotContainKey("value.needed");
    }

    @Test
    void shouldGiveTheSameJudgementInAnyOrder() {
        List<CanaryWindow> ledger = new ArrayList<>(Arrays.asList(HEALTHY.windows(3)));
        Judgement inOrder = judge.judgeStep(ledger, LOWER, stepOf(59), end(60));
        ledger.add(ledger.get(7));
        Collections.shuffle(ledger, new Random(1));

        assertThat(judge.judgeStep(ledger, LOWER, stepOf(59), end(60))).isEqualTo(inOrder);
    }

    @Test
    void shouldReadWindowsOfJournalsThatKnowNoValue() {
        byte[] old = "{\"start\":\"2026-01-05T10:00:00Z\",\"requests\":7,\"errors\":1,\"slow\":2,\"missing\":false}"
                .getBytes(UTF_8);
        VersionWindow counts = new VersionWindow(CanaryWorld.START, 7, 1, 2, false);
        VersionWindow valued = counts.with(Optional.of(Moments.NONE.plus(2.5).plus(-1)));

        assertThat(Json.read(old, VersionWindow.class, "window")).isEqualTo(counts);
        assertThat(Json.write(counts)).isEqualTo(old);
        assertThat(Json.read(Json.write(valued), VersionWindow.class, "window")).isEqualTo(valued);
        assertThat(new String(Json.write(valued), UTF_8))
                .endsWith("\"value\":{\"count\":2,\"sum\":1.5,\"squares\":7.25}}");
    }
}
