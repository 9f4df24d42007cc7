package dev.loopkeeper.local.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.rollout.Moments;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestRingTest {
    private static final Instant T = Instant.parse("2013-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant now = T;

    @Test
    void shouldCountRequestsErrorsAndSlowOnesByAlignedWindow() {
        RequestRing ring = new RequestRing(() -> now, 100);
        at(10, ring, 5, false);
        at(59, ring, 50, true);
        at(60, ring, 50, false);
        now = T.plusSeconds(200);

        assertThat(ring.windows(T, now, MINUTE, 20))
                .containsExactly(window(0, 2, 1, 1, 1), window(60, 1, 0, 1, 1), window(120, 0, 0, 0, 0));
    }

    @Test
    void shouldGiveNoWindowThatIsNotOver() {
        RequestRing ring = new RequestRing(() -> now, 100);
        at(70, ring, 5, false);

        assertThat(ring.windows(T, T.plusSeconds(600), MINUTE, 20)).hasSize(1);
        assertThat(ring.windows(T, T.plusSeconds(59), MINUTE, 20)).isEmpty();
    }

    @Test
    void shouldMarkWindowsFromBeforeItBeganAsMissing() {
        now = T.plusSeconds(90);
        RequestRing ring = new RequestRing(() -> now, 100);
        at(130, ring, 5, false);
        now = T.plusSeconds(180);

        assertThat(ring.windows(T, now, MINUTE, 20))
                .extracting(VersionWindow::missing)
                .containsExactly(true, true, false);
    }

    @Test
    void shouldMarkWindowsAsMissingOnceARequestOfThemIsForgotten() {
        RequestRing ring = new RequestRing(() -> now, 2_000);
        for (int i = 0; i < 2_100; i++) {
            at(i / 20, ring, 5, false);
        }
        now = T.plusSeconds(180);

        assertThat(ring.windows(T, now, Duration.ofSeconds(5), 20))
                .filteredOn(w -> w.start().isBefore(T.plusSeconds(105)))
                .allSatisfy(w -> assertThat(w)
                        .isEqualTo(
                                w.start().isBefore(T.plusSeconds(5))
                                        ? VersionWindow.missing(w.start())
                                        : w.with(Optional.of(new Moments(100, 200, 400)))));
    }

    @Test
    void shouldGiveQuantilesOfATimeRange() {
        RequestRing ring = new RequestRing(() -> now, 100);
        for (int i = 1; i <= 20; i++) {
            at(i, ring, i, i == 20);
        }

        assertThat(ring.quantile(0.95, T, T.plusSeconds(60))).hasValue(19);
        assertThat(ring.quantile(1, T, T.plusSeconds(60))).hasValue(20);
        assertThat(ring.quantile(0.5, T, T.plusSeconds(11))).hasValue(5);
        assertThat(ring.quantile(0.5, T.plusSeconds(21), Instant.MAX)).isEmpty();
    }

    @Test
    void shouldStillCountWhenAnAnswerIsAbsurdlyLarge() {
        RequestRing ring = new RequestRing(() -> now, 100);
        ring.answered(5, -Double.MAX_VALUE);
        now = T.plusSeconds(60);

        assertThat(ring.windows(T, now, MINUTE, 20)).singleElement().satisfies(w -> {
            assertThat(w.requests()).isEqualTo(1);
            assertThat(w.value().orElseThrow().sum()).isNegative();
        });
    }

    private static VersionWindow window(int second, long requests, long errors, long slow, long answered) {
        return new VersionWindow(T.plusSeconds(second), requests, errors, slow, false)
                .with(Optional.of(new Moments(answered, 2 * answered, 4 * answered)));
    }

    private void at(int second, RequestRing ring, double millis, boolean error) {
        now = T.plusSeconds(second);
        if (error) {
            ring.failed(millis);
        } else {
            ring.answered(millis, 2);
        }
    }
}
