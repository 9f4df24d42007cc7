package dev.loopkeeper.azure.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.rest.AccessTokens;
import dev.loopkeeper.connectors.rest.AgingToken;
import dev.loopkeeper.connectors.rest.Patience;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.edge.LoopException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens of the identity that a function app runs as, from the endpoint that the platform gives the process (protocol
 * 2019-08-01 of App Service and Functions); one a service, kept until five minutes before its end.
 *
 * <p>The platform itself keeps a token for its day and hands out the same one, so asking again is cheap.
 */
public final class ManagedIdentity {
    /** Blobs and queues. */
    public static final String STORAGE = "https://storage.azure.com/";
    /** Resource Manager: Azure Machine Learning's jobs, models and endpoints, and metrics. */
    public static final String MANAGEMENT = "https://management.azure.com/";
    /** Azure Machine Learning's own host: MLflow and scoring. */
    public static final String MACHINE_LEARNING = "https://ml.azure.com/";
    /** Log Analytics. */
    public static final String LOGS = "https://api.loganalytics.io/";
    /** Key Vault, which knows no slash at the end. */
    public static final String SECRETS = "https://vault.azure.net";

    private static final String PROTOCOL = "2019-08-01";
    /** It is next door, and whoever asks it has a call of its own to make. */
    private static final Patience NEARBY =
            new Patience(4, Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(3));

    private static final String WHAT = "the managed identity";

    private final RestClient rest;
    private final String endpoint;
    private final String header;
    private final Optional<String> clientId;
    private final InstantSource clock;
    private final Map<String, AgingToken> held = new ConcurrentHashMap<>();

    ManagedIdentity(RestClient rest, String endpoint, String header, Optional<String> clientId, InstantSource clock) {
        this.rest = rest;
        this.endpoint = endpoint;
        this.header = header;
        this.clientId = clientId;
        this.clock = clock;
    }

    /**
     * The identity that the platform's settings name; {@code AZURE_CLIENT_ID} picks one of several.
     *
     * @throws LoopException of kind {@code POISON} when the process has none
     */
    public static ManagedIdentity of(Map<String, String> settings, InstantSource clock) {
        String endpoint = settings.getOrDefault("IDENTITY_ENDPOINT", "");
        String header = settings.getOrDefault("IDENTITY_HEADER", "");
        if (endpoint.isBlank() || header.isBlank()) {
            throw LoopException.poison("IDENTITY_ENDPOINT and IDENTITY_HEADER are not set: "
                    + "switch a managed identity on for the function app, as infra/azure does");
        }
        RestClient rest = new RestClient(call -> call, "switch the identity on for the function app");
        Optional<String> clientId =
                Optional.ofNullable(settings.get("AZURE_CLIENT_ID")).filter(id -> !id.isBlank());
        return new ManagedIdentity(rest, endpoint, header, clientId, clock);
    }

    /** @param resource the service that is to be called, such as {@link #STORAGE} */
    public AccessTokens tokensFor(String resource) {
        return () -> Optional.of(current(resource));
    }

    private String current(String resource) {
        return held.compute(resource, (r, before) -> Optional.ofNullable(before)
                        .orElse(AgingToken.NONE)
                        .renewed(clock.instant(), () -> fetch(r)))
                .value();
    }

    private AgingToken fetch(String resource) {
        RestAnswer answer = rest.call(call(resource), WHAT);
        JsonNode json = answer.expectOk(WHAT).json(WHAT);
        String token = json.path("access_token").asText("");
        String end = json.path("expires_on").asText("");
        if (token.isEmpty() || !end.matches("[0-9]{1,11}")) {
            throw LoopException.transientFailure(
                    WHAT + " answered without access_token or without expires_on in seconds for " + resource, null);
        }
        return new AgingToken(token, Instant.ofEpochSecond(Long.parseLong(end)));
    }

    private RestCall call(String resource) {
        String query = "api-version=" + PROTOCOL + "&resource=" + encoded(resource)
                + clientId.map(id -> "&client_id=" + encoded(id)).orElse("");
        return RestCall.get(endpoint + (endpoint.contains("?") ? "&" : "?") + query)
                .with("X-IDENTITY-HEADER", header)
                .within(NEARBY);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
