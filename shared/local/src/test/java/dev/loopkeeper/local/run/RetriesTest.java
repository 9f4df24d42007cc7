package dev.loopkeeper.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RetriesTest {
    private static final Path FILE = Path.of("a.csv");
    private final Retries retries = new Retries();
    private long now = Long.MAX_VALUE - 10;

    @Test
    void shouldWaitTwiceAsLongAfterEachFailureUpToAMinute() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            retries.failed(FILE, now);
            later(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(retries.due(now)).isEmpty();
            later(Duration.ofNanos(1));
            assertThat(retries.due(now)).containsExactly(FILE);
            assertThat(retries.due(now)).as("once for a failure").isEmpty();
        }
    }

    @Test
    void shouldBeginAnewAfterAFileWasTakenIn() {
        retries.failed(FILE, now);
        retries.failed(FILE, now);
        retries.settled(FILE);
        later(Duration.ofHours(1));
        assertThat(retries.due(now)).isEmpty();

        retries.failed(FILE, now);
        later(Duration.ofSeconds(1));
        assertThat(retries.due(now)).containsExactly(FILE);
    }

    private void later(Duration time) {
        now += time.toNanos();
    }
}
