package dev.loopkeeper.connectors.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.edge.LoopException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestClientTest {
    private static final RestCall GET = RestCall.get("http://api.test/thing");
    private static final RestCall POST =
            RestCall.json("POST", "http://api.test/thing", JsonNodeFactory.instance.objectNode());

    private final ScriptedTransport transport = new ScriptedTransport();
    private final EagerRest eager = new EagerRest(transport);

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void shouldAskAgainAfterAnAnswerThatMayHeal(int status) {
        transport.answer(status, "busy").answer(status, "busy").answer(200, "here");
        assertThat(eager.calls().call(GET, "thing").body()).asString().isEqualTo("here");
        assertThat(eager.pauses()).hasSize(2).allMatch(p -> p.toMillis() >= 100 && p.toMillis() <= 400);
    }

    @Test
    void shouldWaitAsLongAsItIsAskedToUpToFourSeconds() {
        transport
                .answer(429, Map.of("retry-after", "3"), "")
                .answer(503, Map.of("retry-after", "3600"), "")
                .answer(503, Map.of("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"), "")
                .answer(200, "{}");
        eager.calls().call(GET, "thing");
        assertThat(eager.pauses().subList(0, 2)).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(4));
        assertThat(eager.pauses().get(2)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void shouldAskAgainWhenTheConnectionBreaksEvenInTheBody() {
        transport.fail(new SocketException("Connection reset")).breakOff().answer(200, "{}");
        assertThat(eager.calls().call(GET, "thing").ok()).isTrue();
    }

    @Test
    void shouldGiveUpAfterFourTriesAndCallAReadTransient() {
        transport.answer(503, "").answer(503, "").answer(500, "").answer(503, "{\"error\":{\"message\":\"on fire\"}}");
        assertKind(() -> eager.calls().call(GET, "thing"), Kind.TRANSIENT, "thing answered 503 on fire");
    }

    @Test
    void shouldNotRepeatAWriteThatMayHaveArrived() {
        transport.fail(new SocketException("Connection reset"));
        assertKind(() -> eager.calls().call(POST, "thing"), Kind.UNKNOWN_OUTCOME, "thing did not answer");
        transport.answer(500, "");
        assertKind(() -> eager.calls().call(POST, "thing"), Kind.UNKNOWN_OUTCOME, "thing answered 500");
        assertThat(transport.bearers()).hasSize(2);
    }

    @Test
    void shouldCallAWriteTransientThatNeverArrived() {
        transport.answer(429, "");
        assertKind(() -> eager.calls().call(POST, "thing"), Kind.TRANSIENT, "thing answered 429");
        transport.fail(new ConnectException("Connection refused"));
        assertKind(() -> eager.calls().call(POST, "thing"), Kind.TRANSIENT, "Connection refused");
    }

    @Test
    void shouldNotForgetThatAnEarlierTryOfAWriteMayHaveArrived() {
        transport.answer(500, "").answer(429, "").answer(429, "").answer(429, "");
        assertKind(() -> eager.calls().call(POST.asRepeatable(), "thing"), Kind.UNKNOWN_OUTCOME, "429");
        transport.answer(503, "").answer(412, "");
        assertThat(eager.calls().call(POST.asRepeatable(), "thing").mayRepeat()).isTrue();
        transport.answer(429, "").answer(412, "");
        assertThat(eager.calls().call(POST.asRepeatable(), "thing").mayRepeat()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void shouldSayWhoLacksWhatWhenACallIsNotAllowed(int status) {
        transport.answer(status, "{\"error\":{\"message\":\"no storage.objects.get\"}}");
        assertKind(
                () -> eager.calls().call(GET, "object 'a'"),
                Kind.TRANSIENT,
                "object 'a' is not allowed (" + status + " no storage.objects.get): grant the role");
        assertThat(eager.pauses()).isEmpty();
    }

    @Test
    void shouldLeaveOtherAnswersToTheCaller() {
        transport.answer(404, Map.of("x-goog-hash", "h"), "{\"error\":{\"message\":\"no\\u0007\\n such thing\"}}");
        RestAnswer answer = eager.calls().call(GET, "thing");
        assertThat(answer.ok()).isFalse();
        assertThat(answer.reason()).isEqualTo("no such thing");
        assertThat(answer.headers()).containsOnly(entry("x-goog-hash", "h"));
        assertThat(answer.header("X-Goog-Hash")).contains("h");
    }

    @Test
    void shouldCallAnAnswerThatIsNoJsonTransient() {
        transport.answer(200, "<html>sign in</html>");
        RestAnswer answer = eager.calls().call(GET, "thing");
        assertKind(() -> answer.json("thing"), Kind.TRANSIENT, "thing answered 200 with a body that is no JSON");
    }

    @Test
    void shouldAskForATokenAtEveryTry() {
        transport.answer(503, "").answer(200, "");
        int[] asked = {0};
        RestClient rest = new RestClient(
                transport, Authorization.bearer(() -> Optional.of("token-" + ++asked[0])), "", pause -> {});
        rest.call(GET, "thing");
        assertThat(transport.bearers()).containsExactly(Optional.of("Bearer token-1"), Optional.of("Bearer token-2"));
    }

    @Test
    void shouldHandOutAStreamAsItStands() throws IOException {
        transport.answer(503, "").answer(404, "gone");
        try (RestStream stream = eager.calls().stream(GET, "thing")) {
            assertThat(stream.ok()).isFalse();
            assertThat(stream.body().readAllBytes()).asString().isEqualTo("gone");
        }
    }

    private static void assertKind(ThrowingCallable call, Kind kind, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(message);
    }
}
