package dev.loopkeeper.gcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.edge.LoopException.Kind;
import dev.loopkeeper.gcp.emulators.FakeGcs;
import dev.loopkeeper.gcp.emulators.GcsFault;
import dev.loopkeeper.gcp.emulators.GcsFront;
import dev.loopkeeper.gcp.rest.EagerRest;
import dev.loopkeeper.store.ObjectInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the network does to the adapter, in front of the emulator. */
class GcsFaultsTest {
    private final GcsFront front = FakeGcs.shared().front();
    private final EagerRest eager = new EagerRest();
    private final String bucket = FakeGcs.shared().newBucket();
    private final GcsObjectStore store = new GcsObjectStore(eager.calls(), front.host(), Buckets.one(bucket));
    private final GcsObjectStore calm =
            new GcsObjectStore(eager.calls(), FakeGcs.shared().host(), Buckets.one(bucket));

    @AfterEach
    void close() {
        assertThat(front.faultsLeft()).as("faults that no request met").isZero();
        front.close();
    }

    @Test
    void shouldKnowItsOwnWriteWhenItsAnswerWasLost() {
        front.spoil(GcsFault.lostAnswer());
        assertThat(store.putIfAbsent("journal/m/1", bytes("mine"))).isTrue();
        front.spoil(GcsFault.failedAfterTheDeed(503));
        assertThat(store.putIfAbsent("journal/m/2", bytes("mine"))).isTrue();
        assertThat(store.get("journal/m/1")).contains(bytes("mine"));
    }

    @Test
    void shouldNotTakeAnothersEqualWriteForItsOwn() {
        calm.putIfAbsent("journal/m/1", bytes("equal"));
        front.spoil(GcsFault.lostRequest());
        assertThat(store.putIfAbsent("journal/m/1", bytes("equal"))).isFalse();
        front.spoil(GcsFault.lostAnswer());
        assertThat(store.putIfAbsent("journal/m/1", bytes("equal"))).isFalse();
    }

    @Test
    void shouldSpendOneRequestOnALostRace() {
        calm.putIfAbsent("journal/m/1", bytes("theirs"));
        assertThat(store.putIfAbsent("journal/m/1", bytes("ours"))).isFalse();
        assertThat(front.seen()).hasSize(1);
    }

    @Test
    void shouldLoseARaceThatIsAnsweredAsForbidden() {
        calm.putIfAbsent("journal/m/1", bytes("theirs"));
        front.spoil(GcsFault.status(403, 0));
        assertThat(store.putIfAbsent("journal/m/1", bytes("ours"))).isFalse();
        assertThat(calm.get("journal/m/1")).contains(bytes("theirs"));

        front.spoil(GcsFault.lostAnswer(), GcsFault.status(403, 0));
        assertThat(store.putIfAbsent("journal/m/2", bytes("ours")))
                .as("what stands is our own write, whose answer was lost")
                .isTrue();
    }

    @Test
    void shouldNotTakeAForbiddenNameForALostRace() {
        front.spoil(GcsFault.status(403, 0));
        assertKind(() -> store.putIfAbsent("journal/m/1", bytes("ours")), Kind.TRANSIENT, "is not allowed (403");
        assertThat(calm.get("journal/m/1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void shouldComeBackWhenItIsTurnedAway(int status) {
        front.spoil(GcsFault.status(status, 2));
        assertThat(store.putIfAbsent("a", bytes("x"))).isTrue();
        front.spoil(GcsFault.status(status, 2), GcsFault.status(status, 0));
        assertThat(store.get("a")).contains(bytes("x"));
        front.spoil(GcsFault.status(status, 2));
        assertThat(store.list("", "", 9)).hasSize(1);
        front.spoil(GcsFault.status(status, 2));
        store.delete("a");
        assertThat(store.stat("a")).isEmpty();
        assertThat(eager.pauses().get(0)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldTellAWriteOfUnknownOutcomeFromOneThatNeverHappened() {
        GcsFault lost = GcsFault.lostAnswer();
        front.spoil(lost, lost, lost, lost);
        assertKind(() -> store.putIfAbsent("a", bytes("x")), Kind.UNKNOWN_OUTCOME, "object 'a' of bucket " + bucket);
        assertThat(calm.get("a")).contains(bytes("x"));
        GcsFault busy = GcsFault.status(429, 1);
        front.spoil(busy, busy, busy, busy);
        assertKind(() -> store.putIfAbsent("b", bytes("x")), Kind.TRANSIENT, "answered 429 slow down");
        assertThat(calm.get("b")).isEmpty();
    }

    @Test
    void shouldReadOnWhereTheConnectionBroke() throws IOException {
        byte[] body = new byte[3_000_000];
        new Random(4).nextBytes(body);
        calm.put("data/m/a.csv", body);
        String generation = calm.stat("data/m/a.csv").orElseThrow().version();
        front.spoil(GcsFault.cut(1_000_000), GcsFault.lostRequest(), GcsFault.cut(500_000), GcsFault.status(503, 1));
        try (InputStream in = store.open("data/m/a.csv")) {
            assertThat(in.readNBytes(900_000)).hasSize(900_000);
            calm.put("data/m/another.csv", bytes("unrelated"));
            assertThat(in.readAllBytes()).isEqualTo(java.util.Arrays.copyOfRange(body, 900_000, body.length));
        }
        assertThat(front.seen())
                .anyMatch(request -> request.endsWith("?alt=media&generation=" + generation + " bytes=1500000-"));
    }

    @Test
    void shouldSeeTheEndWhenTheConnectionBreaksAfterTheLastByte() throws IOException {
        calm.put("a", bytes("one two three"));
        front.spoil(GcsFault.wholeButOpenEnded());
        try (InputStream in = store.open("a")) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("one two three");
        }
        assertThat(front.seen()).anyMatch(request -> request.endsWith(" bytes=13-"));
    }

    @Test
    void shouldNotMixGenerationsWhenTheObjectIsReplacedWhileItIsRead() throws IOException {
        calm.put("a", new byte[400_000]);
        front.spoil(GcsFault.cut(100_000));
        try (InputStream in = store.open("a")) {
            in.readNBytes(10);
            calm.put("a", bytes("new"));
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("object 'a' of bucket " + bucket + " broke off at byte 100000");
        }
    }

    @Test
    void shouldGiveUpOnAStreamThatBreaksWithoutEnd() throws IOException {
        calm.put("a", new byte[400_000]);
        GcsFault nothing = GcsFault.cut(0);
        front.spoil(nothing, nothing, nothing, nothing, nothing);
        try (InputStream in = store.open("a")) {
            assertThatThrownBy(in::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("object 'a' of bucket " + bucket + " broke off at byte 0 again and again");
        }
    }

    @Test
    void shouldReadAnUnpackedStreamOnWithoutRanges() throws IOException {
        calm.put("a", bytes("one two three"));
        front.spoil(GcsFault.cut(4), GcsFault.withoutRange());
        try (InputStream in = store.open("a")) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("one two three");
        }
    }

    @Test
    void shouldNotBelieveAPageOfSomethingInBetween() {
        calm.put("a", bytes("x"));
        ObjectInfo seen = calm.stat("a").orElseThrow();
        assertSpoilt(() -> store.get("a"), Kind.TRANSIENT, "came without a generation");
        assertSpoilt(() -> store.open("a"), Kind.TRANSIENT, "came without a generation");
        assertSpoilt(() -> store.stat("a"), Kind.TRANSIENT, "no JSON");
        assertSpoilt(() -> store.list("", "", 9), Kind.TRANSIENT, "no JSON");
        assertSpoilt(() -> store.put("b", bytes("x")), Kind.UNKNOWN_OUTCOME, "may not have been written");
        assertSpoilt(() -> store.putIfAbsent("b", bytes("x")), Kind.UNKNOWN_OUTCOME, "may not have been written");
        assertSpoilt(() -> store.delete("a"), Kind.UNKNOWN_OUTCOME, "may not have been deleted");
        assertSpoilt(() -> store.deleteIf(seen), Kind.UNKNOWN_OUTCOME, "may not have been deleted");
        assertThat(calm.list("", "", 9)).containsExactly(seen);
    }

    private void assertSpoilt(ThrowingCallable call, Kind kind, String message) {
        front.spoil(GcsFault.page());
        assertKind(call, kind, message);
    }

    private static void assertKind(ThrowingCallable call, Kind kind, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
