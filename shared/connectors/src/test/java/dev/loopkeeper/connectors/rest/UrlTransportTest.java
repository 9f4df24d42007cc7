package dev.loopkeeper.connectors.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.testkit.RawServer;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UrlTransportTest {
    private final EagerRest eager = new EagerRest();

    @Test
    void shouldSendTokenAndBody() throws IOException {
        try (RawServer server = new RawServer(RawServer.json(200, "{\"a\":1}"))) {
            RestCall call = RestCall.json(
                    "PUT",
                    "http://" + server.host() + "/v1/thing",
                    JsonNodeFactory.instance.objectNode().put("a", 1));
            RestClient rest = new RestClient(Authorization.bearer(() -> Optional.of("secret")), "");
            assertThat(rest.call(call, "thing").json("thing").path("a").asInt()).isEqualTo(1);
            assertThat(server.requests().get(0))
                    .startsWith("PUT /v1/thing HTTP/1.1\r\n")
                    .contains("Authorization: Bearer secret\r\n", "Content-Type: application/json\r\n")
                    .endsWith("\r\n\r\n{\"a\":1}");
        }
    }

    @Test
    void shouldNotWaitForTheBodyOfAHead() throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n";
        try (RawServer server = new RawServer(head)) {
            RestAnswer answer =
                    eager.calls().call(RestCall.head(get(server).uri().toString()), "thing");
            assertThat(answer.header("Content-Length")).contains("1000");
            assertThat(answer.body()).isEmpty();
            assertThat(server.requests().get(0)).startsWith("HEAD /thing HTTP/1.1\r\n");
        }
    }

    @Test
    void shouldAskAgainAfterResetAndCutAnswers() throws IOException {
        String cut = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n{\"a\":";
        try (RawServer server = new RawServer("", cut, RawServer.json(200, "{}"))) {
            assertThat(eager.calls().call(get(server), "thing").body())
                    .asString()
                    .isEqualTo("{}");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void shouldSendAWriteThatWasResetNotOnceMore() throws IOException {
        try (RawServer server = new RawServer("", "", RawServer.json(200, "{}"))) {
            RestCall delete =
                    new RestCall("DELETE", get(server).uri(), get(server).headers(), new byte[0], false);
            RestCall post = RestCall.json("POST", get(server).uri().toString(), JsonNodeFactory.instance.objectNode());
            for (RestCall write : new RestCall[] {delete, post}) {
                assertThatThrownBy(() -> eager.calls().call(write, "thing"))
                        .isInstanceOfSatisfying(LoopException.class, e -> assertThat(e.kind())
                                .isEqualTo(LoopException.Kind.UNKNOWN_OUTCOME));
            }
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void shouldTellWhyAWriteIsNotAllowed() throws IOException {
        String body = "{\"error\":{\"message\":\"no token\"}}";
        try (RawServer server = new RawServer(RawServer.json(403, body), RawServer.json(401, body))) {
            RestCall post = RestCall.json("POST", get(server).uri().toString(), JsonNodeFactory.instance.objectNode());
            assertThatThrownBy(() -> eager.calls().call(post, "topic x"))
                    .hasMessageContaining("topic x is not allowed (403 no token): grant the role");
            assertThatThrownBy(() -> eager.calls().call(post, "topic x"))
                    .hasMessageContaining("topic x is not allowed (401");
        }
    }

    @Test
    void shouldNotFollowARedirect() throws IOException {
        String redirect = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n"
                + "Connection: close\r\n\r\n";
        try (RawServer server = new RawServer(redirect)) {
            assertThat(eager.calls().call(get(server), "thing").status()).isEqualTo(302);
        }
    }

    private static RestCall get(RawServer server) {
        return RestCall.get("http://" + server.host() + "/thing");
    }
}
