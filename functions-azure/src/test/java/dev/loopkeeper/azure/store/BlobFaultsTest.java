package dev.loopkeeper.azure.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.azure.emulators.AzuriteFault;
import dev.loopkeeper.azure.emulators.AzuriteFront;
import dev.loopkeeper.azure.emulators.EagerStorage;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.edge.LoopException.Kind;
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
class BlobFaultsTest {
    private final AzuriteFront front = Azurite.shared().front();
    private final EagerStorage eager = new EagerStorage();
    private final String container = Azurite.shared().newContainer();
    private final BlobObjectStore store = new BlobObjectStore(eager.calls(), front.blobs(), Containers.one(container));
    private final BlobObjectStore calm =
            new BlobObjectStore(eager.calls(), Azurite.shared().blobs(), Containers.one(container));

    @AfterEach
    void close() {
        assertThat(front.faultsLeft()).as("faults that no request met").isZero();
        front.close();
    }

    @Test
    void shouldKnowItsOwnWriteWhenItsAnswerWasLost() {
        front.spoil(AzuriteFault.lostAnswer());
        assertThat(store.putIfAbsent("journal/m/1", bytes("mine"))).isTrue();
        front.spoil(AzuriteFault.failedAfterTheDeed(503));
        assertThat(store.putIfAbsent("journal/m/2", bytes("mine"))).isTrue();
        assertThat(store.get("journal/m/1")).contains(bytes("mine"));
    }

    @Test
    void shouldNotTakeAnothersEqualWriteForItsOwn() {
        calm.putIfAbsent("journal/m/1", bytes("equal"));
        front.spoil(AzuriteFault.lostRequest());
        assertThat(store.putIfAbsent("journal/m/1", bytes("equal"))).isFalse();
        front.spoil(AzuriteFault.lostAnswer());
        assertThat(store.putIfAbsent("journal/m/1", bytes("equal"))).isFalse();
    }

    @Test
    void shouldTakeForbiddenReplacementForALostRaceAndNoOtherRefusal() {
        AzuriteFault forbidden = AzuriteFault.status(403, "AuthorizationPermissionMismatch", 0);
        calm.putIfAbsent("journal/m/1", bytes("theirs"));
        front.spoil(forbidden);
        assertThat(store.putIfAbsent("journal/m/1", bytes("ours"))).isFalse();
        front.spoil(forbidden);
        assertThatThrownBy(() -> store.putIfAbsent("journal/m/2", bytes("ours")))
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT));
    }

    @Test
    void shouldSpendOneRequestOnALostRace() {
        calm.putIfAbsent("journal/m/1", bytes("theirs"));
        assertThat(store.putIfAbsent("journal/m/1", bytes("ours"))).isFalse();
        assertThat(front.seen()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void shouldComeBackWhenItIsTurnedAway(int status) {
        front.spoil(AzuriteFault.status(status, "ServerBusy", 2));
        assertThat(store.putIfAbsent("a", bytes("x"))).isTrue();
        front.spoil(AzuriteFault.status(status, "ServerBusy", 2), AzuriteFault.status(status, "ServerBusy", 0));
        assertThat(store.get("a")).contains(bytes("x"));
        front.spoil(AzuriteFault.status(status, "ServerBusy", 2));
        assertThat(store.list("", "", 9)).hasSize(1);
        front.spoil(AzuriteFault.status(status, "ServerBusy", 2));
        store.delete("a");
        assertThat(store.stat("a")).isEmpty();
        assertThat(eager.pauses().get(0)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldTellAWriteOfUnknownOutcomeFromOneThatNeverHappened() {
        AzuriteFault lost = AzuriteFault.lostAnswer();
        front.spoil(lost, lost, lost, lost);
        assertKind(
                () -> store.putIfAbsent("a", bytes("x")), Kind.UNKNOWN_OUTCOME, "object 'a' of container " + container);
        assertThat(calm.get("a")).contains(bytes("x"));
        AzuriteFault busy = AzuriteFault.status(429, "ServerBusy", 1);
        front.spoil(busy, busy, busy, busy);
        assertKind(() -> store.putIfAbsent("b", bytes("x")), Kind.TRANSIENT, "answered 429");
        assertThat(calm.get("b")).isEmpty();
    }

    @Test
    void shouldReadOnWhereTheConnectionBroke() throws IOException {
        byte[] body = new byte[3_000_000];
        new Random(4).nextBytes(body);
        calm.put("data/m/a.csv", body);
        front.spoil(
                AzuriteFault.cut(1_000_000),
                AzuriteFault.lostRequest(),
                AzuriteFault.cut(500_000),
                AzuriteFault.status(503, "ServerBusy", 1));
        try (InputStream in = store.open("data/m/a.csv")) {
            assertThat(in.readNBytes(900_000)).hasSize(900_000);
            calm.put("data/m/another.csv", bytes("unrelated"));
            assertThat(in.readAllBytes()).isEqualTo(java.util.Arrays.copyOfRange(body, 900_000, body.length));
        }
        assertThat(front.seen()).anyMatch(request -> request.endsWith("/data/m/a.csv bytes=1500000-"));
    }

    @Test
    void shouldNotMixVersionsWhenTheObjectIsReplacedWhileItIsRead() throws IOException {
        calm.put("a", new byte[400_000]);
        front.spoil(AzuriteFault.cut(100_000));
        try (InputStream in = store.open("a")) {
            in.readNBytes(10);
            calm.put("a", "x".repeat(400_000).getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("object 'a' of container " + container + " broke off at byte 100000")
                    .hasMessageContaining("was replaced while it was read");
        }
    }

    @Test
    void shouldGiveUpOnAStreamThatBreaksWithoutEnd() throws IOException {
        calm.put("a", new byte[400_000]);
        AzuriteFault nothing = AzuriteFault.cut(0);
        front.spoil(nothing, nothing, nothing, nothing, nothing);
        try (InputStream in = store.open("a")) {
            assertThatThrownBy(in::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "object 'a' of container " + container + " broke off at byte 0 again and again");
        }
    }

    @Test
    void shouldNotBelieveAPageOfSomethingInBetween() {
        calm.put("a", bytes("x"));
        ObjectInfo seen = calm.stat("a").orElseThrow();
        assertSpoilt(200, () -> store.get("a"), Kind.TRANSIENT, "came without ETag or blob type");
        assertSpoilt(200, () -> store.open("a"), Kind.TRANSIENT, "came without ETag or blob type");
        assertSpoilt(200, () -> store.stat("a"), Kind.TRANSIENT, "came without ETag or blob type");
        assertSpoilt(200, () -> store.list("", "", 9), Kind.TRANSIENT, "something else than a list of blobs");
        for (int ok : new int[] {200, 201, 202}) {
            assertSpoilt(ok, () -> store.put("b", bytes("x")), Kind.UNKNOWN_OUTCOME, "may not have been written");
            assertSpoilt(
                    ok, () -> store.putIfAbsent("b", bytes("x")), Kind.UNKNOWN_OUTCOME, "may not have been written");
            assertSpoilt(ok, () -> store.delete("a"), Kind.UNKNOWN_OUTCOME, "may not have been deleted");
            assertSpoilt(ok, () -> store.deleteIf(seen), Kind.UNKNOWN_OUTCOME, "may not have been deleted");
        }
        assertThat(calm.list("", "", 9)).containsExactly(seen);
    }

    @Test
    void shouldNotTakeAnyRefusalForAnAbsentOrAStandingBlob() {
        assertSpoilt(404, () -> store.get("a"), Kind.TRANSIENT, "was not served: 404");
        assertSpoilt(404, () -> store.delete("a"), Kind.TRANSIENT, "was not deleted: 404");
        assertSpoilt(409, () -> store.putIfAbsent("a", bytes("x")), Kind.TRANSIENT, "was not written: 409");
        front.spoil(AzuriteFault.status(409, "ContainerBeingDeleted", 0));
        assertKind(() -> store.putIfAbsent("a", bytes("x")), Kind.TRANSIENT, "409 ContainerBeingDeleted");
        front.spoil(AzuriteFault.status(412, "LeaseIdMissing", 0));
        assertKind(() -> store.putIfAbsent("a", bytes("x")), Kind.TRANSIENT, "412 LeaseIdMissing");
        front.spoil(AzuriteFault.status(412, "ConditionNotMet", 0));
        assertThat(store.putIfAbsent("a", bytes("x")))
                .as("two that arrived together")
                .isFalse();
        assertThat(store.putIfAbsent("a", bytes("x"))).isTrue();
    }

    private void assertSpoilt(int status, ThrowingCallable call, Kind kind, String message) {
        front.spoil(AzuriteFault.page(status));
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
