package dev.loopkeeper.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.host.Steps;
import dev.loopkeeper.loop.ControlEvent;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.PriceBook;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.testkit.MemoryEndpoint;
import dev.loopkeeper.testkit.MemoryMetrics;
import dev.loopkeeper.testkit.MemoryNotifier;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryQueue;
import dev.loopkeeper.testkit.MemoryRegistry;
import dev.loopkeeper.testkit.MemoryTraining;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A step that cannot go on, such as a plan without a price, is news for the team, and not only for operators. */
class GivenUpStepTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private LoopException trouble = LoopException.poison("an hour on x has no price; set retrain.price.perHour");
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final MemoryQueue queue = new MemoryQueue();
    private final Ground ground = Ground.on(store, queue, () -> now);
    private final MemoryNotifier notifier = new MemoryNotifier();
    private final PriceBook prices = retrain -> {
        if (trouble != null) {
            throw trouble;
        }
        return Money.of(1, "USD");
    };
    private final Steps steps = new Steps(
            ground,
            new Services(
                    MemoryTraining::new,
                    MemoryRegistry::new,
                    MemoryEndpoint::conditional,
                    MemoryMetrics::new,
                    () -> prices,
                    () -> notifier));

    @BeforeEach
    void configure() {
        String config = "model: sales\ndata: {label: y}\nnotify: [{webhook: https://example.org/hook}]\n";
        store.put(Layout.config("sales"), config.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldTellTheTeamOnceWhatKeepsAStepFromGoingOn() {
        for (int day = 0; day < 5; day++) {
            assertThatThrownBy(this::plan).isSameAs(trouble);
            now = now.plus(Duration.ofDays(1));
            trouble = LoopException.poison(trouble.getMessage());
        }
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event).isInstanceOf(ControlEvent.StepGaveUp.class);
            assertThat(event.severity()).isEqualTo("warning");
        });
        assertThat(queue.take(now)).extracting(MemoryQueue.Hint::step).contains(StepName.NOTIFY_TEAM);
        steps.run(StepName.NOTIFY_TEAM, "sales");
        steps.run(StepName.NOTIFY_TEAM, "sales");
        assertThat(notifier.deliveries()).singleElement().satisfies(sent -> assertThat(
                        sent.notification().sentence())
                .contains("plan-retraining cannot go on", "set retrain.price.perHour"));
    }

    @Test
    void shouldTakeCountsAndTimesForTheSameTrouble() {
        for (int i = 1; i <= 5; i++) {
            trouble = LoopException.poison("failed, " + i + " times so far; it is tried again after " + now
                    + ", request " + UUID.nameUUIDFromBytes(new byte[] {(byte) i}));
            assertThatThrownBy(this::plan).isSameAs(trouble);
            now = now.plus(Duration.ofMinutes(7));
        }
        assertThat(events()).hasSize(1);
        trouble = LoopException.poison("something else");
        assertThatThrownBy(this::plan).isSameAs(trouble);
        assertThat(events()).hasSize(2);
    }

    @Test
    void shouldRecordNothingOfWhatMayHeal() {
        trouble = LoopException.transientFailure("the list of prices does not answer", null);
        assertThatThrownBy(this::plan).isSameAs(trouble);
        trouble = null;
        plan();
        assertThat(events()).noneMatch(ControlEvent.StepGaveUp.class::isInstance);
    }

    @Test
    void shouldGiveUpAllTheSameWhenNobodyCanBeTold() {
        store.put(Layout.commit("sales", 1), "{rubbish".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(this::plan).isInstanceOfSatisfying(LoopException.class, e -> assertThat(e.kind())
                .isEqualTo(LoopException.Kind.POISON));
    }

    private void plan() {
        steps.run(StepName.PLAN_RETRAINING, "sales");
    }

    private List<Event> events() {
        return LongStream.rangeClosed(1, ground.loops().state("sales").seq())
                .mapToObj(seq -> ground.loops().journal().commit("sales", seq).orElseThrow())
                .flatMap(commit -> commit.events().stream())
                .toList();
    }
}
