package dev.loopkeeper.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.edge.WebhookSignature;
import dev.loopkeeper.notify.Notification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChatNotifierTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, String> got = new ConcurrentHashMap<>();
    private volatile int status = 200;
    private volatile String said = "ok";
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.createContext("/", exchange -> {
            try (exchange) {
                got.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                got.put("target", exchange.getRequestURI().toString());
                exchange.getRequestHeaders().forEach((name, values) -> got.put(name.toLowerCase(), values.get(0)));
                byte[] answer = said.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Location", "/elsewhere");
                exchange.sendResponseHeaders(status, 0);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldSendACardThatTeamsTakesHoweverLongTheNews() {
        notifier().send(channel("teams", "secret:chat"), news("\"ü\u0001😀".repeat(9_000)));
        assertThat(got.get("body").getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(27 * 1024);
        assertThat(got.get("body")).contains("\"contentUrl\":null").endsWith("\"wrap\":true}]}}]}");
        assertThat(Json.tree(got.get("body").getBytes(StandardCharsets.UTF_8), "card")
                        .at("/attachments/0/content/body/0/text")
                        .asText())
                .startsWith("sales: \"ü")
                .endsWith("…")
                .doesNotContain("\ufffd");
    }

    @Test
    void shouldLetNoNewsCallEverybodyOrLinkAnywhereInSlack() {
        notifier()
                .send(channel("slack", "secret:chat"), news("p < 0.01 & column <!channel> <https://evil.example|ok>"));
        assertThat(Json.tree(got.get("body").getBytes(StandardCharsets.UTF_8), "message")
                        .path("text")
                        .asText())
                .isEqualTo("sales: p &lt; 0.01 &amp; column &lt;!channel&gt; &lt;https://evil.example|ok&gt;");
    }

    @Test
    void shouldSignAWebhookSoThatItsReceiverCanTell() {
        notifier()
                .send(
                        new LoopConfig.Channel("webhook", url("/hook?a=b%20c"), Optional.of("secret:hmac")),
                        news("promoted"));
        assertThat(got.get("target")).isEqualTo("/hook?a=b%20c");
        assertThat(got.get("webhook-timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
        assertThat(WebhookSignature.under(SECRET)
                        .matches(
                                "n1",
                                got.get("webhook-timestamp"),
                                got.get("body").getBytes(StandardCharsets.UTF_8),
                                got.get("webhook-signature")))
                .isTrue();
    }

    @Test
    void shouldComeAgainOnlyWhenThatMayHelp() {
        for (int again : new int[] {408, 429, 500, 503}) {
            status = again;
            assertThat(failure().kind()).isEqualTo(LoopException.Kind.TRANSIENT);
        }
        // A redirect is not followed: the other side of it was not checked.
        for (int never : new int[] {301, 307, 400, 404, 410}) {
            status = never;
            assertThat(failure().kind()).isEqualTo(LoopException.Kind.POISON);
        }
        assertThat(got.get("target")).isEqualTo("/chat");
        status = 200;
        said = "Webhook message delivery failed: Microsoft Teams endpoint returned HTTP error 429";
        assertThat(failure().kind()).isEqualTo(LoopException.Kind.TRANSIENT);
    }

    @Test
    void shouldConnectToTheCheckedAddressWhateverTheNameSaysNow() throws IOException {
        URI elsewhere = URI.create(
                "http://name-that-nobody-has.invalid:" + server.getAddress().getPort() + "/pinned");
        OutboundRule.Target target = new OutboundRule.Target(elsewhere, List.of(InetAddress.getLoopbackAddress()));
        assertThat(new PinnedPost().send(target, Map.of(), new byte[0]).status())
                .isEqualTo(200);
        assertThat(got).containsEntry("target", "/pinned");
        assertThat(got.get("host")).startsWith("name-that-nobody-has.invalid:");
    }

    @Test
    void shouldNotSayASecretAddress() {
        assertThatThrownBy(() -> new ChatNotifier(
                                name -> Optional.of("https://10.0.0.1/T00/secret-part"),
                                new OutboundRule(Set.of(), "--allow-host"))
                        .send(channel("slack", "secret:chat"), news("x")))
                .hasMessageContaining("10.0.0.1")
                .hasMessageNotContaining("secret-part");
    }

    private LoopException failure() {
        try {
            notifier().send(channel("slack", "secret:chat"), news("x"));
        } catch (LoopException e) {
            return e;
        }
        throw new AssertionError("delivered with status " + status);
    }

    private ChatNotifier notifier() {
        Map<String, String> secrets = Map.of("hmac", SECRET, "chat", url("/chat"));
        return new ChatNotifier(
                name -> Optional.ofNullable(secrets.get(name)),
                new OutboundRule(Set.of("127.0.0.1"), "--allow-host"),
                () -> NOW);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static LoopConfig.Channel channel(String kind, String target) {
        return new LoopConfig.Channel(kind, target, Optional.empty());
    }

    private static Notification news(String sentence) {
        return new Notification("n1", "sales", "promoted", "info", sentence, NOW, Map.of());
    }
}
