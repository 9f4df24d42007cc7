package dev.loopkeeper.evaluate;

import static dev.loopkeeper.evaluate.Holdouts.evaluation;
import static dev.loopkeeper.evaluate.Holdouts.judge;
import static dev.loopkeeper.evaluate.Holdouts.regressions;
import static dev.loopkeeper.evaluate.Holdouts.rows;
import static dev.loopkeeper.evaluate.Holdouts.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.config.LoopConfig.Evaluate;
import dev.loopkeeper.config.LoopConfig.Promote;
import dev.loopkeeper.config.LoopConfig.Task;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FirstVersionTest {
    @ParameterizedTest
    @EnumSource(Metric.class)
    void shouldBlessOnlyWhatBeatsTheBestConstantWhenNoFloorIsSet(Metric metric) {
        assertThat(judge(metric, Holdouts.first(rows(metric, 1, 600, 0.2, 0.2)), Promote.BETTER)
                        .blessed())
                .isTrue();
        double useless = metric.task() == Task.REGRESSION ? 1.5 : 0.5;
        Comparison c = judge(metric, Holdouts.first(rows(metric, 1, 600, 0.2, useless)), Promote.NOT_WORSE);
        assertThat(c.rules().values()).as(c.sentence()).containsOnly(false);
        assertThat(c.champion()).isEmpty();
    }

    @Test
    void shouldTreatTheFloorAsACeilingOnErrorMetrics() {
        PairedRows rows = Holdouts.first(regressions(2, 500, 1, 2));
        Evaluation evaluation = evaluation(Metric.RMSE, rows);
        for (double floor : new double[] {1.0, 3.0}) {
            Evaluate terms =
                    new Evaluate("rmse", Optional.of(floor), Promote.BETTER, Optional.empty(), List.of(), 0.95);
            Comparison c = new PairedGate().compare(evaluation, rows, terms, 0);
            assertThat(c.blessed()).as(c.sentence()).isEqualTo(floor > 2);
            assertThat(c.test()).isEqualTo("floor");
        }
    }
}
