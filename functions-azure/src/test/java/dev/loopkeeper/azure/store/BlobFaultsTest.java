package dev.loopkeeper.azure.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.edge.LoopException.Kind;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.store.StoreFaultsContract;
import org.junit.jupiter.api.Test;

class BlobFaultsTest extends StoreFaultsContract {
    BlobFaultsTest() {
        super(Azurite.shared());
    }

    @Override
    protected String asked(ObjectInfo seen) {
        return "/" + seen.key();
    }

    @Override
    protected String replaced() {
        return "was replaced while it was read";
    }

    @Override
    protected Doubts doubts() {
        String unnamed = "came without ETag or blob type";
        return new Doubts(unnamed, unnamed, "something else than a list of blobs");
    }

    @Test
    void shouldNotTakeAnyRefusalForAnAbsentOrAStandingBlob() {
        assertSpoilt(404, () -> store.get("a"), Kind.TRANSIENT, "was not served: 404");
        assertSpoilt(404, () -> store.delete("a"), Kind.TRANSIENT, "was not deleted: 404");
        assertSpoilt(409, () -> store.putIfAbsent("a", bytes("x")), Kind.TRANSIENT, "was not written: 409");
        front.spoil(Azurite.refusal(409, "ContainerBeingDeleted"));
        assertKind(() -> store.putIfAbsent("a", bytes("x")), Kind.TRANSIENT, "409 ContainerBeingDeleted");
        front.spoil(Azurite.refusal(412, "LeaseIdMissing"));
        assertKind(() -> store.putIfAbsent("a", bytes("x")), Kind.TRANSIENT, "412 LeaseIdMissing");
        front.spoil(Azurite.refusal(412, "ConditionNotMet"));
        assertThat(store.putIfAbsent("a", bytes("x")))
                .as("two that arrived together")
                .isFalse();
        assertThat(store.putIfAbsent("a", bytes("x"))).isTrue();
    }
}
