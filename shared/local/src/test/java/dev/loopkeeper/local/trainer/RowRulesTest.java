package dev.loopkeeper.local.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.config.LoopConfig.ColumnRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowRulesTest {
    private final RowRules rules = new RowRules(Map.of(
            "class", new ColumnRule(Optional.empty(), Optional.empty(), Optional.empty(), List.of("1", "2", "crew"))));

    @Test
    void shouldKeepTheRowsOfABatchThatWasAcceptedWithOtherSpellingsOfANumber() {
        assertThat(rules.broken("class", "1.0")).isEmpty();
        assertThat(rules.broken("class", "2")).isEmpty();
        assertThat(rules.broken("class", "crew")).isEmpty();
    }

    @Test
    void shouldDropWhatIsNotAllowed() {
        assertThat(rules.broken("class", "3.0"))
                .hasValueSatisfying(r -> assertThat(r).contains("class"));
        assertThat(rules.broken("class", "NaN crew")).isPresent();
    }
}
