package dev.loopkeeper.azure.trainer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.rest.AccessTokens;
import dev.loopkeeper.connectors.rest.AgingToken;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.edge.LoopException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens of the identity that a node of Azure Machine Learning runs a container as, from the endpoint that the node
 * gives the process (protocol 2017-09-01); kept until five minutes before its end, or a minute where no end is told.
 *
 * <p>{@code AZURE_CLIENT_ID}, else the node's own {@code DEFAULT_IDENTITY_CLIENT_ID}, picks one of several identities.
 */
final class NodeIdentity implements AccessTokens {
    private static final String WHAT = "the identity of the node";
    private static final String REMEDY = "give the cluster or the endpoint the identity that infra/azure makes for it";
    private final RestClient rest = new RestClient(call -> call, REMEDY);
    private final RestCall call;
    private final InstantSource clock;
    private AgingToken held = AgingToken.NONE;

    private NodeIdentity(RestCall call, InstantSource clock) {
        this.call = call;
        this.clock = clock;
    }

    /** @throws LoopException of kind {@code POISON} when the node gave no secret */
    static NodeIdentity of(Map<String, String> env, String resource, InstantSource clock) {
        String secret = env.getOrDefault("MSI_SECRET", "");
        if (secret.isBlank()) {
            throw LoopException.poison("MSI_ENDPOINT is set and MSI_SECRET is not: " + REMEDY);
        }
        String endpoint = env.get("MSI_ENDPOINT");
        String clientId = env.getOrDefault("AZURE_CLIENT_ID", env.getOrDefault("DEFAULT_IDENTITY_CLIENT_ID", ""));
        String query = "api-version=2017-09-01&resource=" + encoded(resource)
                + (clientId.isBlank() ? "" : "&clientid=" + encoded(clientId));
        RestCall call = RestCall.get(endpoint + (endpoint.contains("?") ? "&" : "?") + query)
                .with("secret", secret);
        return new NodeIdentity(call, clock);
    }

    @Override
    public synchronized Optional<String> bearer() {
        held = held.renewed(clock.instant(), this::fetch);
        return Optional.of(held.value());
    }

    private AgingToken fetch() {
        JsonNode json = rest.call(call, WHAT).expectOk(WHAT).json(WHAT);
        String token = json.path("access_token").asText("");
        if (token.isEmpty()) {
            throw LoopException.transientFailure(WHAT + " answered without access_token", null);
        }
        String end = json.path("expires_on").asText("");
        // Elsewhere the same protocol tells the end as a date in words.
        return new AgingToken(
                token,
                end.matches("[0-9]{1,11}")
                        ? Instant.ofEpochSecond(Long.parseLong(end))
                        : clock.instant().plus(AgingToken.SPARE).plusSeconds(60));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
