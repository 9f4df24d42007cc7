package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.rollout.LiveMetrics;
import dev.loopkeeper.rollout.VersionWindow;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Counts as the endpoint server took them: each request once, by the version that was asked, at the moment it was
 * answered.
 *
 * <p>A window is settled as soon as it is over on the clock of the home. It is missing when the version was not
 * deployed in all of it, when the server was restarted in or after it, or when more than the newest 200,000 requests
 * were served since. A version that was deployed and asked nothing has 0 requests. At most 10,000 windows are given at
 * once.
 *
 * <p>The value of a request is what the version answered: the prediction of a regression, the probability of the
 * positive class of a classification; the mean over its instances where it brought several, so that one request counts
 * once.
 */
public final class LocalLiveMetrics implements LiveMetrics {
    private final EndpointClient client;

    /** The metrics of a home's endpoint server. */
    public LocalLiveMetrics(Path home) {
        this.client = new EndpointClient(home);
    }

    @Override
    public List<VersionWindow> windows(
            String endpoint, String version, Instant from, Instant to, Duration length, double slowMillis) {
        String query = range(version, from, to) + "&length=" + length + "&slowMillis=" + slowMillis;
        return List.of(
                client.get(LocalEndpoint.path(endpoint) + "/windows" + query).as(VersionWindow[].class));
    }

    @Override
    public OptionalDouble latency(String endpoint, String version, double quantile, Instant from, Instant to) {
        String query = range(version, from, to) + "&quantile=" + quantile;
        return client.get(LocalEndpoint.path(endpoint) + "/latency" + query)
                .as(AdminRoute.Latency.class)
                .millis();
    }

    private static String range(String version, Instant from, Instant to) {
        return "?version=" + URLEncoder.encode(version, StandardCharsets.UTF_8) + "&from=" + from + "&to=" + to;
    }
}
