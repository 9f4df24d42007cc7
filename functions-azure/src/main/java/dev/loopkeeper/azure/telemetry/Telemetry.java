package dev.loopkeeper.azure.telemetry;

import dev.loopkeeper.azure.rest.AzureRest;
import dev.loopkeeper.connectors.rest.AccessTokens;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.host.StepWatch;
import dev.loopkeeper.loop.LoopState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;

/**
 * Where traces go, by the settings that the Functions host itself reads: {@code APPLICATIONINSIGHTS_CONNECTION_STRING}
 * (with {@code APPLICATIONINSIGHTS_AUTHENTICATION_STRING=Authorization=AAD} a managed identity proves who sends), else
 * {@code OTEL_EXPORTER_OTLP_ENDPOINT}. With neither, nothing is loaded and nothing is done.
 */
public final class Telemetry {
    /** What an identity asks a token for. */
    public static final String RESOURCE = "https://monitor.azure.com/";

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private Telemetry() {}

    /**
     * What stands around steps.
     *
     * @param identity tokens for {@link #RESOURCE}, asked for only where the settings want them
     * @param states the state of a model
     * @param hostTrace the trace id of the host's invocation, empty text when there is none
     */
    public static StepWatch of(
            Map<String, String> settings,
            Supplier<AccessTokens> identity,
            Function<String, LoopState> states,
            Supplier<String> hostTrace,
            InstantSource clock) {
        return of(settings, identity, states, hostTrace, clock, LIMIT);
    }

    /** @param limit of the wait for one delivery */
    static StepWatch of(
            Map<String, String> settings,
            Supplier<AccessTokens> identity,
            Function<String, LoopState> states,
            Supplier<String> hostTrace,
            InstantSource clock,
            Duration limit) {
        String insights = settings.getOrDefault("APPLICATIONINSIGHTS_CONNECTION_STRING", "")
                .strip();
        String otlp = settings.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "").strip();
        if (insights.isEmpty() && otlp.isEmpty()) {
            return StepWatch.NONE;
        }
        String role = settings.getOrDefault("WEBSITE_SITE_NAME", "loopkeeper");
        Optional<? extends Destination> destination = insights.isEmpty()
                ? Optional.of(Collector.of(otlp, settings.getOrDefault("OTEL_EXPORTER_OTLP_HEADERS", ""), role))
                : ApplicationInsights.of(insights, role);
        if (destination.isEmpty()) {
            LogManager.getLogger(Telemetry.class)
                    .warn("APPLICATIONINSIGHTS_CONNECTION_STRING names no InstrumentationKey or no https endpoint:"
                            + " there are no traces until it is copied again from the resource's overview");
            return StepWatch.NONE;
        }
        boolean proves = !insights.isEmpty()
                && settings.getOrDefault("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "")
                        .contains("Authorization=AAD");
        RestClient rest = AzureRest.withToken(proves ? () -> identity.get().bearer() : Optional::empty);
        return new TracedSteps(new SpanSender(rest, destination.get(), limit, clock), states, hostTrace, clock);
    }
}
