package dev.loopkeeper.gcp.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loopkeeper.connectors.rest.RestCall;
import dev.loopkeeper.connectors.rest.RestStream;
import dev.loopkeeper.testkit.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoogleRestTest {
    @Test
    void shouldSendTokenBodyAndPatchAsGoogleTakesThem() throws IOException {
        try (RawServer server = new RawServer(RawServer.json(200, "{\"a\":1}"))) {
            RestCall call = RestCall.json(
                    "PATCH",
                    "http://" + server.host() + "/v1/thing?updateMask=a",
                    JsonNodeFactory.instance.objectNode().put("a", 1));
            GoogleRest rest = new GoogleRest(() -> Optional.of("secret"));
            assertThat(rest.call(call, "thing").json("thing").path("a").asInt()).isEqualTo(1);
            assertThat(server.requests().get(0))
                    .startsWith("POST /v1/thing?updateMask=a HTTP/1.1\r\n")
                    .contains(
                            "X-HTTP-Method-Override: PATCH\r\n",
                            "Authorization: Bearer secret\r\n",
                            "Content-Type: application/json\r\n")
                    .endsWith("\r\n\r\n{\"a\":1}");
        }
    }

    @Test
    void shouldSayWhoLacksWhatWhenACallIsNotAllowed() throws IOException {
        String body = "{\"error\":{\"message\":\"no storage.objects.get\"}}";
        try (RawServer server = new RawServer(RawServer.json(403, body))) {
            RestCall call = RestCall.get("http://" + server.host() + "/thing");
            assertThatThrownBy(() -> new EagerRest().calls().call(call, "object 'a'"))
                    .hasMessageContaining("object 'a' is not allowed (403 no storage.objects.get): "
                            + "grant the function's service account");
        }
    }

    @Test
    void shouldHandOutStatusHeadersAndBodyOfAStream() throws IOException {
        try (RawServer server = new RawServer(RawServer.json(404, "gone"))) {
            RestCall call = RestCall.get("http://" + server.host() + "/thing");
            try (RestStream stream = new EagerRest().calls().stream(call, "thing")) {
                assertThat(stream.ok()).isFalse();
                assertThat(stream.header("Content-Type")).contains("application/json");
                assertThat(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("gone");
            }
        }
    }
}
