package dev.loopkeeper.azure.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.store.TwoPlacesContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwoContainersTest extends TwoPlacesContract {
    TwoContainersTest() {
        super(Azurite.shared());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "https://a.blob/c", "Container", "container/path", "a--b", "-ab", "ab-", "a_b"})
    void shouldRefuseWhatIsNoContainerName(String name) {
        assertThatThrownBy(() -> Containers.one(name)).hasMessageContaining("without an address and without a path");
    }

    @Test
    void shouldRefuseAVersionThatIsNoETag() {
        assertThatThrownBy(() -> Azurite.shared().newStore().deleteIf(new ObjectInfo("a", "*\" or so", 1)))
                .hasMessageContaining("version of object 'a' is no ETag of Blob Storage");
    }
}
