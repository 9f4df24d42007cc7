package dev.loopkeeper.local.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.LocalClock;
import dev.loopkeeper.rollout.Moments;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.rollout.VersionWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLiveMetricsTest {
    private static final Instant ORIGIN = Instant.parse("2013-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path home;

    @Test
    void shouldCountByWindowsOfAnAcceleratedClock() {
        LocalClock.write(home, ORIGIN, 3_600);
        LocalClock clock = LocalClock.of(home);
        LocalLiveMetrics metrics = new LocalLiveMetrics(home);
        try (Bench bench = new Bench(home, Duration.ofSeconds(2))) {
            bench.deploy("flights", "v1", "0.25");
            bench.deploy("flights", "v2", "0.75 errors 1.0");
            bench.shift("flights", TrafficSplit.canary("v1", "v2", 50));
            // A window in which a version came up is missing for it, so the traffic waits for the next one.
            Instant full = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(HOUR);
            Bench.await(() -> clock.instant().isAfter(full));
            Instant since = clock.instant();
            bench.traffic("flights", 40);
            Instant until = clock.instant().plus(HOUR);
            Bench.await(() -> clock.instant().isAfter(until));

            List<VersionWindow> champion =
                    metrics.windows("flights", "v1", since.minus(HOUR), clock.instant(), HOUR, 1e-6);
            List<VersionWindow> challenger =
                    metrics.windows("flights", "v2", since.minus(HOUR), clock.instant(), HOUR, 1e6);

            assertThat(champion)
                    .filteredOn(w -> w.start().isAfter(since.minus(HOUR)))
                    .noneMatch(VersionWindow::missing);
            assertThat(champion.stream().mapToLong(VersionWindow::requests).sum())
                    .isEqualTo(40);
            assertThat(champion.stream().mapToLong(VersionWindow::slow).sum()).isEqualTo(40);
            assertThat(champion.stream().flatMap(w -> w.value().stream()).reduce(Moments.NONE, Moments::plus))
                    .isEqualTo(new Moments(40, 40 * .25, 40 * .0625));
            assertThat(challenger.stream().mapToLong(VersionWindow::errors).sum())
                    .isBetween(18L, 22L);
            assertThat(challenger.stream().mapToLong(VersionWindow::slow).sum()).isZero();
            assertThat(metrics.latency("flights", "v1", 0.95, since, until).orElseThrow())
                    .isBetween(0.0, 2_000.0);
            assertThat(metrics.latency("flights", "v1", 0.95, ORIGIN.minus(HOUR), ORIGIN))
                    .isEmpty();
            assertThat(metrics.windows("flights", "v1", ORIGIN.minus(HOUR), ORIGIN, HOUR, 1))
                    .containsExactly(VersionWindow.missing(ORIGIN.minus(HOUR)));
            assertThat(metrics.windows("flights", "v9", ORIGIN, since.plus(HOUR), HOUR, 1))
                    .isNotEmpty()
                    .allMatch(VersionWindow::missing);
        }
        assertThatThrownBy(() -> metrics.windows("flights", "v1", ORIGIN, ORIGIN, HOUR, 1))
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT));
    }
}
