package dev.loopkeeper.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.bench.out.Acceptance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayVerdictsTest {
    /** Every peer errs on 30 % of each cell, no gate less or more; ours as given. */
    private static List<Replayed> cells(double ours, int promotions) {
        List<Replayed> cells = new ArrayList<>();
        for (int cadence : Replayed.CADENCES) {
            for (Rule rule : Rule.values()) {
                double error = rule == Rule.NO_GATE ? cadence == 1 ? .25 : .28 : .3;
                int promoted = rule == Rule.NO_GATE ? 40 : promotions;
                cells.add(new Replayed("made", cadence, rule, rule.ours() ? ours : error, promoted));
            }
        }
        return cells;
    }

    private static List<Boolean> met(List<Replayed> cells) {
        return GateGoals.of(List.of(), cells).stream().map(Acceptance::met).toList();
    }

    @Test
    void shouldJudgeTheMeanOfAllCellsAgainstTheBestPeerThere() {
        assertThat(ReplayVerdicts.bestPeer(cells(.26, 20))).isEqualTo(Rule.NO_GATE);
        assertThat(met(cells(.269, 20))).containsExactly(true, true, true);
        assertThat(met(cells(.271, 20))).containsExactly(false, true, true);
        assertThat(met(cells(.269, 27))).containsExactly(true, false, true);
    }

    @Test
    void shouldSayHowOurRulesDoInEachCellAndOverAll() {
        List<List<String>> rows = ReplayVerdicts.table(cells(.27, 20)).rows();
        assertThat(rows)
                .extracting(r -> r.get(0))
                .containsExactly("made, every 1", "made, every 4", "made, every 8", "all cells");
        assertThat(rows).extracting(r -> r.get(3)).containsExactly("+8.00 %", "-3.57 %", "-3.57 %", "+0.00 %");
        assertThat(rows.get(3)).contains("50.0 %");
        assertThat(ReplayVerdicts.saved(cells(.27, 10))).isCloseTo(.75, within(1e-12));
    }

    @Test
    void shouldLetNoTestPromoteOnTwoVersionsThatAnswerAlike() {
        double[] label = {0, 1, 1, 0, 1, 0, 1, 0};
        double[] answers = {.2, .7, .4, .1, .9, .6, .8, .3};
        Trial alike = Trial.of(false, label, answers, answers.clone());
        for (Rule rule : List.of(Rule.NOT_WORSE, Rule.NON_INFERIOR, Rule.NOT_SHOWN_WORSE, Rule.SUPERIORITY)) {
            assertThat(rule.promotes(alike, 1)).as(rule.name()).isFalse();
        }
        assertThat(Rule.NO_GATE.promotes(alike, 1)).isTrue();
    }
}
