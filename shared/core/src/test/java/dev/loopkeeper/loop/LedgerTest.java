package dev.loopkeeper.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.Judgement;
import dev.loopkeeper.rollout.SequentialJudge;
import dev.loopkeeper.rollout.VersionWindow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ledger stays small, and still tells how long was looked at. */
class LedgerTest {
    private static final Instant START = Instant.parse("2026-03-05T00:00:00Z");
    private static final int MINUTES = 1_000;
    private static final Duration HALF_A_DAY = Duration.ofHours(12);
    private static final LoopConfig.Rollout TERMS = new LoopConfig.Rollout(
            "m",
            List.of(5, 50),
            Duration.ofMinutes(1),
            Duration.ZERO,
            HALF_A_DAY,
            HALF_A_DAY,
            HALF_A_DAY,
            0.9,
            LoopConfig.JudgeProfile.BALANCED,
            Duration.ofMinutes(20),
            LoopConfig.Approval.NONE,
            LoopConfig.Idle.HOLD,
            List.of());

    private static VersionWindow minute(int m) {
        return new VersionWindow(START.plus(Duration.ofMinutes(m)), 20, 0, 1, false);
    }

    @Test
    void shouldEndABakeOfMoreWindowsThanAreKept() {
        List<VersionWindow> ledger = List.of();
        for (int m = 0; m < MINUTES; m++) {
            List<VersionWindow> more = new ArrayList<>(ledger);
            more.add(minute(m));
            ledger = Ledger.bake(more);
        }
        assertThat(ledger).hasSizeLessThanOrEqualTo(360);
        assertThat(judgedAt(ledger, MINUTES).action()).isEqualTo(Judgement.Action.PROMOTE);
        assertThat(judgedAt(ledger, MINUTES).numbers()).containsEntry("seenSeconds", MINUTES * 60.0);
    }

    private Judgement judgedAt(List<VersionWindow> bake, int minute) {
        return new SequentialJudge().judgeBake(List.of(), bake, TERMS, START, START.plus(Duration.ofMinutes(minute)));
    }

    @Test
    void shouldEndAStepOfMoreWindowsThanAreKept() {
        List<CanaryWindow> ledger = List.of();
        for (int m = 0; m < MINUTES; m++) {
            VersionWindow counts = minute(m);
            ledger = Ledger.canary(ledger, List.of(new CanaryWindow(counts.start(), 50, counts, counts)));
        }
        assertThat(ledger).hasSizeLessThanOrEqualTo(360);
        Judgement said = new SequentialJudge().judgeStep(ledger, TERMS, START, START.plus(Duration.ofMinutes(MINUTES)));
        assertThat(said.numbers()).containsEntry("dwellSeconds", MINUTES * 60.0);
        assertThat(said.action()).isEqualTo(Judgement.Action.PROMOTE);
    }

    @Test
    void shouldWriteAWindowOfOneAsItEverWasAndReadBoth() {
        VersionWindow one = minute(0);
        String written = new String(Json.write(one), StandardCharsets.UTF_8);
        assertThat(written).doesNotContain("further");
        assertThat(Json.read(Json.write(one), VersionWindow.class, "window")).isEqualTo(one);
        List<VersionWindow> many = new ArrayList<>();
        for (int m = 0; m <= 360; m++) {
            many.add(minute(m));
        }
        VersionWindow two = Ledger.bake(many).get(0);
        assertThat(two.further()).isEqualTo(1);

        assertThat(Json.read(Json.write(two), VersionWindow.class, "window")).isEqualTo(two);
    }
}
