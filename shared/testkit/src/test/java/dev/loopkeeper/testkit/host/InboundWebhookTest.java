package dev.loopkeeper.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.edge.WebhookSignature;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.host.InboundWebhook;
import dev.loopkeeper.testkit.MemoryObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboundWebhookTest {
    /** The example of the Standard Webhooks specification's own libraries. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long AT = 1_614_265_330L;
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    private final MemoryObjectStore store = new MemoryObjectStore();
    private final AtomicInteger taken = new AtomicInteger();

    @Test
    void shouldSignAndTakeTheExampleOfTheStandard() {
        assertThat(WebhookSignature.under(SECRET).sign(ID, Long.toString(AT), BODY))
                .isEqualTo(SIGNATURE);
        assertThat(status(at(AT), SIGNATURE)).isEqualTo(200);
        assertThat(taken).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"-300,200", "300,200", "-301,401", "301,401", "86400,401"})
    void shouldTakeFiveMinutesEitherWay(long off, int status) {
        assertThat(status(at(AT + off), SIGNATURE)).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1,AAAASsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,",
                "v1,!!!!",
                "v1",
                " ",
                "v1,g0hM9SsE"
            })
    void shouldRefuseWhatIsNotSigned(String signature) {
        assertThat(status(at(AT), signature)).isEqualTo(401);
        assertThat(taken).hasValue(0);
        assertThat(store.list("", "", 10)).isEmpty();
    }

    @Test
    void shouldTakeOneOfSeveralSignaturesAndSecretsWhileASecretIsReplaced() {
        assertThat(status(at(AT), "v1,bm90aGluZw== v1a,x " + SIGNATURE)).isEqualTo(200);
        InboundWebhook both =
                new InboundWebhook(List.of("the new one", SECRET), store, () -> Instant.ofEpochSecond(AT));
        assertThat(both.fault(call(SIGNATURE))).isEmpty();
        InboundWebhook other = new InboundWebhook(List.of("the new one"), store, () -> Instant.ofEpochSecond(AT));
        assertThat(other.fault(call(SIGNATURE))).isPresent();
    }

    @Test
    void shouldTakeSignaturesAndSecretsWithoutPadding() {
        assertThat(status(at(AT), SIGNATURE.replace("=", ""))).isEqualTo(200);
        assertThat(WebhookSignature.under("whsec_YWI").sign(ID, "1", BODY))
                .isEqualTo(WebhookSignature.under("ab").sign(ID, "1", BODY));
    }

    @Test
    void shouldDoTheWorkOnceForAReplayAndAgainAfterAFailure() {
        InboundWebhook hook = at(AT);
        assertThat(hook.take(call(SIGNATURE), () -> HttpAnswer.error(503, "try-again", "busy"))
                        .status())
                .isEqualTo(503);
        assertThat(status(hook, SIGNATURE)).isEqualTo(200);
        assertThat(status(hook, SIGNATURE)).isEqualTo(200);
        assertThat(taken).hasValue(1);
    }

    @Test
    void shouldRefuseAnotherBodyIdOrTimeAndDoubledHeaders() {
        assertThat(at(AT).fault(new HttpCall("POST", "/", "", headers(SIGNATURE), new byte[] {1})))
                .isPresent();
        for (String name : List.of("webhook-id", "Webhook-Timestamp", "WEBHOOK-SIGNATURE")) {
            Map<String, List<String>> doubled = new HashMap<>(headers(SIGNATURE));
            doubled.put(name, List.of("x", SIGNATURE));
            assertThat(at(AT).fault(new HttpCall("POST", "/", "", doubled, BODY)))
                    .as(name)
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "whsec_", "whsec_=", "whsec_!"})
    void shouldNotStartWithAnEmptySecret(String secret) {
        assertThatThrownBy(() -> new InboundWebhook(List.of(SECRET, secret), store, Instant::now))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("secret");
        assertThatThrownBy(() -> new InboundWebhook(List.of(), store, Instant::now))
                .isInstanceOf(LoopException.class);
    }

    private int status(InboundWebhook hook, String signature) {
        return hook.take(call(signature), () -> HttpAnswer.json(200, Map.of("received", taken.incrementAndGet())))
                .status();
    }

    private InboundWebhook at(long seconds) {
        return new InboundWebhook(List.of(SECRET), store, () -> Instant.ofEpochSecond(seconds));
    }

    private static HttpCall call(String signature) {
        return new HttpCall("POST", "/alerts", "", headers(signature), BODY);
    }

    private static Map<String, List<String>> headers(String signature) {
        return Map.of(
                "Webhook-Id",
                List.of(ID),
                "webhook-timestamp",
                List.of(Long.toString(AT)),
                "Webhook-signature",
                List.of(signature));
    }
}
