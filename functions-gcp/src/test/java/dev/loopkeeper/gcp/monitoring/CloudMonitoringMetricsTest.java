package dev.loopkeeper.gcp.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.gcp.rest.GoogleRest;
import dev.loopkeeper.rollout.LiveMetrics;
import dev.loopkeeper.rollout.VersionWindow;
import dev.loopkeeper.testkit.SettlingMetricsContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CloudMonitoringMetricsTest extends SettlingMetricsContract {
    private static final Duration SETTLE = Duration.ofMinutes(3);

    private final FakeMonitoring monitoring = new FakeMonitoring();

    CloudMonitoringMetricsTest() {
        super(SETTLE);
    }

    @AfterEach
    void stop() {
        monitoring.close();
    }

    @Override
    protected LiveMetrics metrics() {
        return new CloudMonitoringMetrics(
                new GoogleRest(Optional::empty),
                new CloudMonitoringMetrics.Settings(monitoring.base(), "acme-prod", SETTLE),
                endpoint -> "4711",
                version -> "1" + version.substring(1),
                clock());
    }

    @Override
    protected void served(String version, Instant at, long requests, long errors, double millis) {
        monitoring.served("4711", "1" + version.substring(1), at, requests, errors, millis);
    }

    @Override
    protected boolean lose(Instant from, Instant to) {
        monitoring.lose(from, to);
        return true;
    }

    @Override
    protected Percentage latencyTolerance() {
        return Percentage.withPercentage(25);
    }

    @Test
    void shouldCallAMinuteWithoutRequestsZeroWhileReplicasReport() {
        served("v1", START, 10, 0, 20);
        settleUntil(START.plusSeconds(120));
        assertThat(metrics().windows("fares", "v2", START, START.plusSeconds(120), Duration.ofMinutes(1), 50))
                .containsExactly(
                        new VersionWindow(START, 0, 0, 0, false),
                        new VersionWindow(START.plusSeconds(60), 0, 0, 0, false));
    }

    @Test
    void shouldCountExactlyWhatExceedsAThresholdFrozenFromTheSameBuckets() {
        served("v1", START, 95, 0, 20);
        served("v1", START.plusSeconds(2), 5, 0, 90);
        settleUntil(START.plusSeconds(60));
        double p95 = metrics()
                .latency("fares", "v1", 0.95, START, START.plusSeconds(60))
                .orElseThrow();
        assertThat(metrics().windows("fares", "v1", START, START.plusSeconds(60), Duration.ofMinutes(1), p95))
                .extracting(VersionWindow::slow)
                .containsExactly(5L);
    }

    @Test
    void shouldReachAWindowOfSeveralMinutes() {
        served("v1", START, 10, 1, 20);
        served("v1", START.plusSeconds(240), 5, 2, 20);
        settleUntil(START.plusSeconds(300));
        assertThat(metrics().windows("fares", "v1", START, START.plusSeconds(600), Duration.ofMinutes(5), 50))
                .containsExactly(new VersionWindow(START, 15, 3, 0, false));
    }

    @Test
    void shouldRefuseWindowsThatMonitoringCannotTellApart() {
        assertThatThrownBy(() ->
                        metrics().windows("fares", "v1", START, START.plusSeconds(60), Duration.ofSeconds(30), 50))
                .hasMessageContaining("rollout.window must be whole minutes");
    }
}
