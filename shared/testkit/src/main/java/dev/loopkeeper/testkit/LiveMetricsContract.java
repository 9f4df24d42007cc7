package dev.loopkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.rollout.LiveMetrics;
import dev.loopkeeper.rollout.Moments;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/**
 * What every {@link LiveMetrics} must keep. The adapter chooses {@link #start}; everything happens within 10 minutes of
 * it.
 */
public abstract class LiveMetricsContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The metrics under test. */
    protected abstract LiveMetrics metrics();

    protected abstract String endpoint();

    /** A whole minute. */
    protected abstract Instant start();

    /** Makes the endpoint serve requests at a time, each {@code millis} long, {@code errors} of them failing. */
    protected abstract void served(String version, Instant at, long requests, long errors, double millis);

    /** Lets every count before the time arrive. */
    protected abstract void settleUntil(Instant time);

    /** Loses the counts of whole minutes for ever; {@code false} when the service never loses some in between. */
    protected abstract boolean lose(Instant from, Instant to);

    /** Whether the service knows how long requests took; one that does not has no quantile and counts no slow ones. */
    protected boolean knowsLatency() {
        return true;
    }

    /** Whether the service knows a value of each answer; then {@link #answered} must be written too. */
    protected boolean knowsValues() {
        return false;
    }

    /** Makes the endpoint answer one request without an error, with a value. */
    protected void answered(String version, Instant at, double value) {
        throw new UnsupportedOperationException("an adapter that knows values must say how a test answers with one");
    }

    /** How far a latency quantile may be off: histograms have buckets. */
    protected Percentage latencyTolerance() {
        return Percentage.withPercentage(1);
    }

    @Test
    void shouldCountPerVersionAndWindow() {
        served("v1", minute(0), 100, 3, 20);
        served("v1", minute(0).plusSeconds(59), 50, 0, 20);
        served("v1", minute(1), 7, 0, 20);
        served("v2", minute(0), 9, 9, 20);
        settleUntil(minute(2));
        assertThat(counts("v1", minute(0), minute(2), 100))
                .containsExactly(
                        new VersionWindow(minute(0), 150, 3, 0, false), new VersionWindow(minute(1), 7, 0, 0, false));
        assertThat(counts("v2", minute(0), minute(1), 100))
                .containsExactly(new VersionWindow(minute(0), 9, 9, 0, false));
    }

    @Test
    void shouldCountRequestsOverTheThresholdAsSlow() {
        served("v1", minute(0), 10, 0, 20);
        served("v1", minute(0).plusSeconds(1), 4, 0, 400);
        settleUntil(minute(1));
        if (!knowsLatency()) {
            assertThat(metrics().windows(endpoint(), "v1", minute(0), minute(1), MINUTE, 100))
                    .as("slow requests that nobody counted are missing, rather than none")
                    .containsExactly(VersionWindow.missing(minute(0)));
            return;
        }
        assertThat(windows("v1", minute(0), minute(1), 100))
                .extracting(VersionWindow::slow)
                .containsExactly(4L);
    }

    @Test
    void shouldCallUnknownCountsMissingAndNeverZero() {
        served("v1", minute(0), 10, 0, 20);
        served("v1", minute(1), 10, 0, 20);
        served("v1", minute(2), 10, 0, 20);
        boolean lost = lose(minute(1), minute(2));
        settleUntil(minute(3));
        assertThat(windows("v1", minute(0), minute(5), 100))
                .filteredOn(w -> w.start().isBefore(minute(3)))
                .extracting(VersionWindow::missing)
                .containsExactly(false, lost, false);
        assertThat(windows("v1", minute(0), minute(5), 100))
                .filteredOn(w -> !w.start().isBefore(minute(3)))
                .as("windows that are not settled yet")
                .allMatch(VersionWindow::missing);
    }

    @Test
    void shouldAlignWindowsAndLeaveOutBrokenOnes() {
        served("v1", minute(0), 10, 0, 20);
        served("v1", minute(2), 10, 0, 20);
        settleUntil(minute(4));
        assertThat(windows("v1", minute(0).plusSeconds(1), minute(3).plusSeconds(59), 100))
                .extracting(VersionWindow::start)
                .containsExactly(minute(1), minute(2));
        assertThat(windows("v1", minute(2), minute(2), 100)).isEmpty();
    }

    @Test
    void shouldKnowLatencyOnlyFromRequests() {
        assertThat(metrics().latency(endpoint(), "v1", 0.95, minute(0), minute(1)))
                .isEmpty();
        served("v1", minute(0), 90, 0, 20);
        served("v1", minute(0).plusSeconds(1), 10, 0, 400);
        settleUntil(minute(1));
        if (!knowsLatency()) {
            assertThat(metrics().latency(endpoint(), "v1", 0.5, minute(0), minute(1)))
                    .isEmpty();
            return;
        }
        assertThat(metrics()
                        .latency(endpoint(), "v1", 0.5, minute(0), minute(1))
                        .orElseThrow())
                .isCloseTo(20, latencyTolerance());
        assertThat(metrics()
                        .latency(endpoint(), "v1", 0.95, minute(0), minute(1))
                        .orElseThrow())
                .isCloseTo(400, latencyTolerance());
    }

    @Test
    void shouldAddUpTheValueOfEachAnswerByVersionAndWindow() {
        if (!knowsValues()) {
            served("v1", minute(0), 5, 1, 20);
            settleUntil(minute(1));
            assertThat(windows("v1", minute(0), minute(1), 100))
                    .as("a service that knows no values gives none, rather than zeros")
                    .extracting(VersionWindow::value)
                    .containsExactly(Optional.empty());
            return;
        }
        answered("v1", minute(0), 2.5);
        answered("v1", minute(0).plusSeconds(30), -1);
        served("v1", minute(0).plusSeconds(40), 2, 2, 20);
        answered("v2", minute(0).plusSeconds(50), 4);
        answered("v1", minute(2), 8);
        settleUntil(minute(3));
        assertThat(windows("v1", minute(0), minute(3), 100))
                .as("errors have no value, and a window without answers has none rather than an unknown one")
                .extracting(w -> w.value().orElseThrow())
                .containsExactly(new Moments(2, 1.5, 7.25), Moments.NONE, new Moments(1, 8, 64));
        assertThat(windows("v2", minute(0), minute(1), 100))
                .extracting(w -> w.value().orElseThrow())
                .containsExactly(new Moments(1, 4, 16));
    }

    private List<VersionWindow> counts(String version, Instant from, Instant to, double slowMillis) {
        return windows(version, from, to, slowMillis).stream()
                .map(w -> w.with(Optional.empty()))
                .toList();
    }

    private List<VersionWindow> windows(String version, Instant from, Instant to, double slowMillis) {
        double threshold = knowsLatency() ? slowMillis : Double.MAX_VALUE;
        return metrics().windows(endpoint(), version, from, to, MINUTE, threshold);
    }

    private Instant minute(int n) {
        return start().plus(MINUTE.multipliedBy(n));
    }
}
