package dev.loopkeeper.connectors.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.edge.LoopException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A service that is slow in every way it can be, on a clock that the test turns. */
class PatienceTest {
    private static final RestCall GET = RestCall.get("http://api.test/thing");
    private static final RestCall POST = RestCall.json(
                    "POST", "http://api.test/thing", JsonNodeFactory.instance.objectNode())
            .asRepeatable();

    private Duration elapsed = Duration.ZERO;
    private final List<Patience> tries = new ArrayList<>();

    private RestClient client(Transport transport, Authorization authorization) {
        return new RestClient(transport, authorization, "", this::pass, () -> elapsed.toNanos());
    }

    private RestClient client(Transport transport) {
        return client(transport, call -> call);
    }

    private void pass(Duration time) {
        elapsed = elapsed.plus(time);
    }

    /** Connects at the last moment and then never says a word. */
    private RestStream silent(RestCall call) throws IOException {
        tries.add(call.patience());
        pass(call.patience().connect().plus(call.patience().read()));
        throw new SocketTimeoutException("Read timed out");
    }

    private RestStream busy(RestCall call) {
        tries.add(call.patience());
        pass(Duration.ofSeconds(2));
        return new RestStream(503, Map.of("retry-after", "30"), InputStream.nullInputStream());
    }

    @Test
    void shouldGiveUpASilentServiceWithinTwentySecondsOverAllTries() {
        assertKind(() -> client(this::silent).call(GET, "thing"), Kind.TRANSIENT, "Read timed out");
        assertThat(elapsed).isBetween(Duration.ofSeconds(13), Duration.ofSeconds(20));
        assertThat(tries).hasSizeBetween(2, 4);
        assertThat(tries.get(0).connect()).isEqualTo(Duration.ofSeconds(3));
        assertThat(tries.get(0).read()).isEqualTo(Duration.ofSeconds(10));
        assertThat(tries.get(1).read()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void shouldStillNotKnowTheOutcomeOfAWriteThatRanOutOfTime() {
        assertKind(() -> client(this::silent).call(POST, "thing"), Kind.UNKNOWN_OUTCOME, "Read timed out");
        assertThat(elapsed).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void shouldNotPauseWhenThereIsNoTimeForATryAfterwards() {
        RestCall call =
                GET.within(new Patience(9, Duration.ofSeconds(20), Duration.ofSeconds(3), Duration.ofSeconds(9)));
        assertKind(() -> client(this::busy).call(call, "thing"), Kind.TRANSIENT, "thing answered 503");
        assertThat(tries).as("of 2 s each, with 4 s in between").hasSize(4);
        assertThat(elapsed).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void shouldTakeNoLongerThanTheWorkHasLeftAndBeginNothingAfterIt() {
        Duration end = Duration.ofSeconds(30);
        RestClient client = client(this::silent).within(() -> end.minus(elapsed));
        assertKind(() -> client.call(GET, "first"), Kind.TRANSIENT, "Read timed out");
        assertKind(() -> client.call(POST, "second"), Kind.UNKNOWN_OUTCOME, "Read timed out");
        assertThat(elapsed).isBetween(Duration.ofSeconds(25), end);
        pass(end.minus(elapsed));
        tries.clear();
        assertKind(() -> client.call(GET, "third"), Kind.TRANSIENT, "third was not asked: the time that the host");
        assertKind(() -> client.stream(GET, "fourth"), Kind.TRANSIENT, "fourth was not asked");
        assertThat(tries).isEmpty();
    }

    @Test
    void shouldReadAStreamToItsEndThatIsOpenWhenTheTimeIsOver() throws IOException {
        Duration end = Duration.ofSeconds(30);
        Transport slow = call -> new RestStream(200, Map.of(), new ByteArrayInputStream(new byte[8]));
        try (InputStream body = client(slow).within(() -> end.minus(elapsed)).stream(GET, "batch")
                .body()) {
            pass(end.multipliedBy(9));
            assertThat(body.readAllBytes()).hasSize(8);
        }
    }

    @Test
    void shouldTryAHintOnceForThreeSeconds() {
        RestCall hint = POST.within(Patience.HINT);
        assertKind(() -> client(this::silent).exchange(hint, "topic"), Kind.UNKNOWN_OUTCOME, "Read timed out");
        assertThat(tries).hasSize(1);
        assertThat(elapsed).isLessThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void shouldCountTheProofOfWhoCallsAndSendNothingWhenItTookAll() {
        RestClient slow = client(this::silent, call -> {
            pass(Duration.ofSeconds(21));
            return call;
        });
        assertKind(() -> slow.call(POST, "thing"), Kind.TRANSIENT, "thing was not asked: its 20000 ms were over");
        assertThat(tries).isEmpty();
    }

    @Test
    void shouldNotWaitForABodyThatDrips() {
        for (int status : new int[] {200, 503}) {
            elapsed = Duration.ZERO;
            RestClient dripping = client(call -> new RestStream(status, Map.of(), new Drip()));
            assertKind(() -> dripping.call(GET, "thing"), Kind.TRANSIENT, "the body was not whole after 20000 ms");
            assertThat(elapsed).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
        }
    }

    @Test
    void shouldWaitLongerForTheBytesOfAStreamThanForThoseOfAnAnswer() throws IOException {
        RestClient rest = client(call -> {
            tries.add(call.patience());
            return new RestStream(200, Map.of(), new ByteArrayInputStream(new byte[9]));
        });
        try (RestStream stream = rest.stream(GET, "batch")) {
            assertThat(stream.body().readAllBytes()).hasSize(9);
        }
        rest.call(GET, "answer");
        assertThat(tries).extracting(Patience::read).containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(10));
    }

    @Test
    void shouldLeaveARefusalToWhoeverExchanges() {
        RestClient rest = client(call -> new RestStream(403, Map.of(), InputStream.nullInputStream()));
        assertThat(rest.exchange(GET, "topic").status()).isEqualTo(403);
        assertKind(() -> rest.call(GET, "topic"), Kind.TRANSIENT, "topic is not allowed");
    }

    /** A byte a second, for ever. */
    private final class Drip extends InputStream {
        @Override
        public int read() {
            pass(Duration.ofSeconds(1));
            return 'x';
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            into[offset] = (byte) read();
            return 1;
        }
    }

    private static void assertKind(ThrowingCallable call, Kind kind, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(message);
    }
}
