package dev.loopkeeper.gcp.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.rest.AccessTokens;
import dev.loopkeeper.connectors.rest.AgingToken;
import dev.loopkeeper.connectors.rest.Patience;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestStream;
import dev.loopkeeper.connectors.rest.UrlTransport;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Tokens of the service account a function runs as, from the instance's metadata server; kept until they age. */
public final class MetadataTokens implements AccessTokens {
    private static final String PATH = "/computeMetadata/v1/instance/service-accounts/default/token";
    /** It is next door, and whoever asks it has a call of its own to make. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final UrlTransport transport = new UrlTransport();
    private final InstantSource clock;
    private final RestCall call;
    private AgingToken held = AgingToken.NONE;

    /**
     * @param host of the metadata server, {@code metadata.google.internal} unless {@code GCE_METADATA_HOST} says else
     */
    public MetadataTokens(String host, InstantSource clock) {
        this.clock = clock;
        this.call = RestCall.get("http://" + host + PATH)
                .with("Metadata-Flavor", "Google")
                .within(Patience.once(LONGEST));
    }

    @Override
    public synchronized Optional<String> bearer() {
        Instant now = clock.instant();
        held = held.renewed(now, () -> fetch(now));
        return Optional.of(held.value());
    }

    private AgingToken fetch(Instant now) {
        try {
            try (RestStream opened = transport.open(call)) {
                RestAnswer answer = new RestAnswer(
                        opened.status(), opened.headers(), opened.body().readNBytes(64 << 10));
                JsonNode json = answer.json("the metadata server");
                String token = json.path("access_token").asText("");
                if (!answer.ok() || token.isEmpty()) {
                    throw LoopException.transientFailure(
                            "the metadata server gave no token (" + answer.status() + " " + answer.reason()
                                    + "): the function needs a service account",
                            null);
                }
                Duration good = Duration.ofSeconds(json.path("expires_in").asLong(0));
                return new AgingToken(token, now.plus(good));
            }
        } catch (IOException e) {
            throw LoopException.transientFailure("the metadata server did not answer: " + e.getMessage(), e);
        }
    }
}
