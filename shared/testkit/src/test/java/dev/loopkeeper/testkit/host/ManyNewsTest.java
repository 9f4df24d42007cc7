package dev.loopkeeper.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.host.Ground;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.steps.NotifyTeam;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.testkit.MemoryNotifier;
import dev.loopkeeper.testkit.MemoryObjectStore;
import dev.loopkeeper.testkit.MemoryQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More news than the state keeps, while nobody can be told: all of them arrive, in order, once. */
class ManyNewsTest {
    private static final int PAUSES = 100;
    private static final LoopConfig CONFIG = Loops.read(
            "model: sales\ndata: {label: y}\nnotify: [{webhook: https://example.org/hook}]\n"
                    .getBytes(StandardCharsets.UTF_8),
            Layout.config("sales"),
            "sales");

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final MemoryNotifier notifier = new MemoryNotifier();

    @Test
    void shouldTellAllNewsOnceAndInOrderWhenThereAreMoreThanTheStateKeeps() {
        String channel = CONFIG.channels().get(0).name();
        notifier.breakChannel(channel);
        for (int i = 1; i <= PAUSES; i++) {
            ground().loops().commit(CONFIG, "test", new Command.Pause("ada", "reason " + i + "."));
            ground().loops().commit(CONFIG, "test", new Command.Resume("ada"));
            if (i == PAUSES / 2) {
                deliver();
            }
        }
        assertThat(state().control().untold()).hasSizeLessThan(PAUSES);
        notifier.mend(channel);
        for (int turn = 0; turn < PAUSES && state().control().notified() < state().seq(); turn++) {
            deliver();
        }

        List<String> told = notifier.deliveries().stream()
                .map(d -> d.notification().sentence())
                .filter(s -> s.contains("reason"))
                .toList();
        assertThat(told).hasSize(PAUSES);
        IntStream.rangeClosed(1, PAUSES)
                .forEach(i -> assertThat(told.get(i - 1)).contains("reason " + i + "."));
        assertThat(state().control().untold()).isEmpty();
        assertThat(notifier.deliveries()).extracting(d -> d.notification().id()).doesNotHaveDuplicates();
    }

    /** Cold at every call, so that what one instance remembers is no help. */
    private Ground ground() {
        return Ground.on(store, new MemoryQueue(), () -> now);
    }

    private LoopState state() {
        return ground().loops().state("sales");
    }

    private void deliver() {
        new NotifyTeam(ground().loops(), store, notifier, () -> now).deliver(CONFIG);
        now = now.plus(Duration.ofMinutes(1));
    }
}
