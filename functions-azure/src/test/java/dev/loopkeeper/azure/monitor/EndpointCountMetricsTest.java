package dev.loopkeeper.azure.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.azure.rest.AzureRest;
import dev.loopkeeper.rollout.LiveMetrics;
import dev.loopkeeper.rollout.VersionWindow;
import dev.loopkeeper.testkit.SettlingMetricsContract;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointCountMetricsTest extends SettlingMetricsContract {
    private static final Duration SETTLE = Duration.ofMinutes(4);
    private static final String WORKSPACE = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/ml"
            + "/providers/Microsoft.MachineLearningServices/workspaces/acme-ml";

    private final Traffic traffic = new Traffic();
    private final FakeMonitor monitor = new FakeMonitor(traffic, WORKSPACE);

    EndpointCountMetricsTest() {
        super(SETTLE);
    }

    @AfterEach
    void stop() {
        monitor.close();
    }

    @Override
    protected LiveMetrics metrics() {
        return new EndpointCountMetrics(
                AzureRest.withToken(Optional::empty),
                new EndpointCountMetrics.Settings(monitor.base(), WORKSPACE, SETTLE),
                version -> "Fares-" + version,
                clock());
    }

    @Override
    protected void served(String version, Instant at, long requests, long errors, double millis) {
        traffic.served("fares", "fares-" + version, at, requests, errors, millis);
    }

    @Override
    protected boolean lose(Instant from, Instant to) {
        traffic.lose(from, to);
        return true;
    }

    @Override
    protected boolean knowsLatency() {
        return false;
    }

    @Test
    void shouldAddUpTheMinutesOfALongerWindow() {
        Instant later = START.plusSeconds(240);
        served("v1", START, 10, 1, 20);
        served("v1", later, 5, 2, 20);
        served("v2", later, 9, 9, 20);
        settleUntil(START.plusSeconds(600));
        assertThat(metrics()
                        .windows("fares", "v1", START, START.plusSeconds(600), Duration.ofMinutes(5), Double.MAX_VALUE))
                .containsExactly(
                        new VersionWindow(START, 15, 3, 0, false), VersionWindow.missing(START.plusSeconds(300)));
    }

    @Test
    void shouldReadMoreSeriesThanAzureGivesUnasked() {
        for (int i = 0; i < 12; i++) {
            served("a" + i, START, 2, 1, 20);
        }
        served("v1", START, 7, 2, 20);
        settleUntil(START.plusSeconds(60));
        assertThat(metrics()
                        .windows("fares", "v1", START, START.plusSeconds(60), Duration.ofMinutes(1), Double.MAX_VALUE))
                .containsExactly(new VersionWindow(START, 7, 2, 0, false));
    }

    @Test
    void shouldRefuseWindowsThatAzureCannotTellApart() {
        assertThatThrownBy(() ->
                        metrics().windows("fares", "v1", START, START.plusSeconds(60), Duration.ofSeconds(30), 1e300))
                .hasMessageContaining("rollout.window must be whole minutes");
    }
}
