package dev.loopkeeper.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.edge.LoopException.Kind;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an adapter makes of what the network does to it, in front of the emulator. */
public abstract class StoreFaultsContract {
    private final EmulatedStore emulated;
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final String place;
    private final String object;

    /** Where {@link #store} calls. */
    protected final FaultyFront front;

    protected final ObjectStore store;

    /** The same place with nothing in between. */
    protected final ObjectStore calm;

    protected StoreFaultsContract(EmulatedStore emulated) {
        this.emulated = emulated;
        place = emulated.newPlace();
        object = "object 'a' of " + emulated.word() + " " + place;
        front = emulated.front();
        store = emulated.at(front.host(), place, place, pauses::add);
        calm = emulated.at(emulated.host(), place);
    }

    /** How the address ends under which the rest of a version is asked for. */
    protected abstract String asked(ObjectInfo seen);

    /** What is said of an object that was replaced while it was read. */
    protected abstract String replaced();

    /** What is said of a page of something in between, by what was asked for. */
    protected abstract Doubts doubts();

    /** Parts of messages. */
    public record Doubts(String read, String stat, String list) {}

    @AfterEach
    void close() {
        assertThat(front.faultsLeft()).as("faults that no request met").isZero();
        front.close();
    }

    @Test
    void shouldKnowItsOwnWriteWhenItsAnswerWasLost() {
        front.spoil(Fault.lostAnswer());
        assertThat(store.putIfAbsent("journal/m/1", bytes("mine"))).isTrue();
        front.spoil(emulated.turnedAway(503, 0).afterTheDeed());
        assertThat(store.putIfAbsent("journal/m/2", bytes("mine"))).isTrue();
        assertThat(store.get("journal/m/1")).contains(bytes("mine"));
    }

    @Test
    void shouldNotTakeAnothersEqualWriteForItsOwn() {
        calm.putIfAbsent("journal/m/1", bytes("equal"));
        front.spoil(Fault.lostRequest());
        assertThat(store.putIfAbsent("journal/m/1", bytes("equal"))).isFalse();
        front.spoil(Fault.lostAnswer());
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
        front.spoil(emulated.turnedAway(403, 0));
        assertThat(store.putIfAbsent("journal/m/1", bytes("ours"))).isFalse();
        assertThat(calm.get("journal/m/1")).contains(bytes("theirs"));

        front.spoil(Fault.lostAnswer(), emulated.turnedAway(403, 0));
        assertThat(store.putIfAbsent("journal/m/2", bytes("ours")))
                .as("what stands is our own write, whose answer was lost")
                .isTrue();
    }

    @Test
    void shouldNotTakeAForbiddenNameForALostRace() {
        front.spoil(emulated.turnedAway(403, 0));
        assertKind(() -> store.putIfAbsent("journal/m/1", bytes("ours")), Kind.TRANSIENT, "is not allowed (403");
        assertThat(calm.get("journal/m/1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void shouldComeBackWhenItIsTurnedAway(int status) {
        Fault away = emulated.turnedAway(status, 2);
        front.spoil(away);
        assertThat(store.putIfAbsent("a", bytes("x"))).isTrue();
        front.spoil(away, emulated.turnedAway(status, 0));
        assertThat(store.get("a")).contains(bytes("x"));
        front.spoil(away);
        assertThat(store.list("", "", 9)).hasSize(1);
        front.spoil(away);
        store.delete("a");
        assertThat(store.stat("a")).isEmpty();
        assertThat(pauses.get(0)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldTellAWriteOfUnknownOutcomeFromOneThatNeverHappened() {
        Fault lost = Fault.lostAnswer();
        front.spoil(lost, lost, lost, lost);
        assertKind(() -> store.putIfAbsent("a", bytes("x")), Kind.UNKNOWN_OUTCOME, object);
        assertThat(calm.get("a")).contains(bytes("x"));
        Fault busy = emulated.turnedAway(429, 1);
        front.spoil(busy, busy, busy, busy);
        assertKind(() -> store.putIfAbsent("b", bytes("x")), Kind.TRANSIENT, "answered 429");
        assertThat(calm.get("b")).isEmpty();
    }

    @Test
    void shouldReadOnWhereTheConnectionBroke() throws IOException {
        byte[] body = new byte[3_000_000];
        new Random(4).nextBytes(body);
        calm.put("data/m/a.csv", body);
        ObjectInfo seen = calm.stat("data/m/a.csv").orElseThrow();
        front.spoil(Fault.cut(1_000_000), Fault.lostRequest(), Fault.cut(500_000), emulated.turnedAway(503, 1));
        try (InputStream in = store.open("data/m/a.csv")) {
            assertThat(in.readNBytes(900_000)).hasSize(900_000);
            calm.put("data/m/another.csv", bytes("unrelated"));
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(body, 900_000, body.length));
        }
        assertThat(front.seen()).anyMatch(request -> request.endsWith(asked(seen) + " bytes=1500000-"));
    }

    @Test
    void shouldSeeTheEndWhenTheConnectionBreaksAfterTheLastByte() throws IOException {
        calm.put("a", bytes("one two three"));
        front.spoil(Fault.wholeButOpenEnded());
        try (InputStream in = store.open("a")) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("one two three");
        }
        assertThat(front.seen()).anyMatch(request -> request.endsWith(" bytes=13-"));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 400_000})
    void shouldNotMixVersionsWhenTheObjectIsReplacedWhileItIsRead(int size) throws IOException {
        calm.put("a", new byte[400_000]);
        front.spoil(Fault.cut(100_000));
        try (InputStream in = store.open("a")) {
            in.readNBytes(10);
            calm.put("a", bytes("x".repeat(size)));
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(object + " broke off at byte 100000")
                    .hasMessageContaining(replaced());
        }
    }

    @Test
    void shouldGiveUpOnAStreamThatBreaksWithoutEnd() throws IOException {
        calm.put("a", new byte[400_000]);
        Fault nothing = Fault.cut(0);
        front.spoil(nothing, nothing, nothing, nothing, nothing);
        try (InputStream in = store.open("a")) {
            assertThatThrownBy(in::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(object + " broke off at byte 0 again and again");
        }
    }

    @Test
    void shouldNotBelieveAPageOfSomethingInBetween() {
        calm.put("a", bytes("x"));
        ObjectInfo seen = calm.stat("a").orElseThrow();
        assertSpoilt(200, () -> store.get("a"), Kind.TRANSIENT, doubts().read());
        assertSpoilt(200, () -> store.open("a"), Kind.TRANSIENT, doubts().read());
        assertSpoilt(200, () -> store.stat("a"), Kind.TRANSIENT, doubts().stat());
        assertSpoilt(200, () -> store.list("", "", 9), Kind.TRANSIENT, doubts().list());
        for (int ok : new int[] {200, 201, 202}) {
            assertSpoilt(ok, () -> store.put("b", bytes("x")), Kind.UNKNOWN_OUTCOME, "may not have been written");
            assertSpoilt(
                    ok, () -> store.putIfAbsent("b", bytes("x")), Kind.UNKNOWN_OUTCOME, "may not have been written");
            assertSpoilt(ok, () -> store.delete("a"), Kind.UNKNOWN_OUTCOME, "may not have been deleted");
            assertSpoilt(ok, () -> store.deleteIf(seen), Kind.UNKNOWN_OUTCOME, "may not have been deleted");
        }
        assertThat(calm.list("", "", 9)).containsExactly(seen);
    }

    protected final void assertSpoilt(int status, ThrowingCallable call, Kind kind, String message) {
        front.spoil(Fault.page(status));
        assertKind(call, kind, message);
    }

    protected static void assertKind(ThrowingCallable call, Kind kind, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(message);
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
