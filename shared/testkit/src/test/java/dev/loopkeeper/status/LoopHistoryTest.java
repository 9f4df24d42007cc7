package dev.loopkeeper.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.loop.Journal;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.RetrainAction;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LoopHistoryTest {
    private final Stories stories = new Stories();

    @Test
    void shouldTellAYearFromTheJournal() {
        LoopStory story = stories.year("mm");

        LoopHistory history = new HistoryReader(new Journal(stories.store), 2_000)
                .of("mm", story.state().seq());

        assertThat(history.hidden()).isZero();
        assertThat(history.decisions()).hasSize(54).first().satisfies(d -> assertThat(d.action())
                .isEqualTo("retrain"));
        assertThat(history.splits().get(0).weights()).isEqualTo(Map.of("v1", 100));
        assertThat(history.splits().get(history.splits().size() - 1).weights()).isEqualTo(Map.of("v11", 75, "v12", 25));
        assertThat(history.marks())
                .filteredOn(m -> m.kind() == LoopHistory.Mark.Kind.PROMOTION)
                .hasSize(9);
        assertThat(history.marks())
                .filteredOn(m -> m.kind() == LoopHistory.Mark.Kind.ROLLBACK)
                .hasSize(2);
        assertThat(history.quality()).hasSize(52).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(history.runs()).hasSize(12).allSatisfy(r -> assertThat(r.report())
                .isPresent());
        assertThat(history.costs().spent().values().stream().reduce(Money::plus))
                .isEqualTo(story.state().spend().total());
        assertThat(history.costs().saved().values().stream().reduce(Money::plus))
                .isEqualTo(story.state().spend().saved());
        LoopHistory.Trial trial = history.trial().orElseThrow();
        assertThat(trial.challenger()).isEqualTo("v12");
        assertThat(trial.baseline()).contains("v11");
        assertThat(trial.windows()).hasSize(24);
        assertThat(trial.end()).isEmpty();
    }

    @Test
    void shouldCountARetrainThatIsDeclinedAgainOverTheSameBatchesOnce() {
        LoopStory story = stories.story("mm");
        story.decided(Stories.START, RetrainAction.KEEP, "economics", "It stays.", 0.25);
        story.decided(
                Stories.START.plusSeconds(60), RetrainAction.KEEP, "economics", "It stays after new outcomes.", 0.35);

        LoopHistory history = new HistoryReader(new Journal(stories.store), 100).of("mm", 2);

        assertThat(history.decisions()).hasSize(1);
        assertThat(history.decisions().get(0).sentence()).isEqualTo("It stays after new outcomes.");
        assertThat(history.costs().saved().values())
                .containsExactly(story.state().spend().saved().orElseThrow());
    }

    @Test
    void shouldReadOnlyWhatCameSinceTheLastLook() {
        LoopStory story = stories.year("mm");
        CountingStore counting = new CountingStore(stories.store);
        HistoryReader reader = new HistoryReader(new Journal(counting), 2_000);
        reader.of("mm", story.state().seq());
        counting.reads = 0;

        story.rolledBack(Stories.NOW, RolloutEvent.Cause.MANUAL, "the desk complains", "ana");
        LoopHistory history = reader.of("mm", story.state().seq());

        assertThat(counting.reads).isEqualTo(2);
        assertThat(history.trial().flatMap(LoopHistory.Trial::end))
                .map(LoopHistory.End::how)
                .contains("rolled back");
        assertThat(history.trial().orElseThrow().steps()).last().satisfies(s -> assertThat(s.weights())
                .isEqualTo(Map.of("v11", 100)));
        assertThat(history)
                .isEqualTo(new HistoryReader(new Journal(stories.store), 2_000)
                        .of("mm", story.state().seq()));
    }

    @Test
    void shouldKeepTheNewestCommitsAndSayHowManyAreLeftOut() {
        LoopStory story = stories.year("mm");
        long seq = story.state().seq();

        LoopHistory history = new HistoryReader(new Journal(stories.store), 100).of("mm", seq);

        assertThat(history.hidden()).isEqualTo(seq - 100);
        assertThat(history.news()).allSatisfy(n -> assertThat(n.seq()).isGreaterThan(seq - 100));
        assertThat(history.from()).isNotEqualTo(Optional.empty());
    }

    @Test
    void shouldThinTheOlderQualityOfALongJournal() {
        LoopStory story = stories.story("mm");
        for (int i = 0; i < 4_000; i++) {
            story.quality(Stories.START.plus(Duration.ofMinutes(i)), "v1", 100, 0.1);
        }

        LoopHistory history = new HistoryReader(new Journal(stories.store), 5_000).of("mm", 4_000);

        assertThat(history.quality()).hasSizeBetween(800, 1_600);
        assertThat(history.quality().get(0).at()).isEqualTo(Stories.START);
        assertThat(history.quality().get(history.quality().size() - 1).at())
                .isEqualTo(Stories.START.plus(Duration.ofMinutes(3_999)));
    }
}
