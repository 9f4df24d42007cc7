package dev.loopkeeper.azure.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.store.StoreProvider;
import java.net.URI;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobStoreProviderTest {
    private static final String KEY = Azurite.DEVELOPMENT.account() + ":" + Azurite.DEVELOPMENT.key();

    @Test
    void shouldBeFoundByATrainerThatKnowsNoCloud() {
        assertThat(ServiceLoader.load(StoreProvider.class).stream().map(ServiceLoader.Provider::get))
                .anyMatch(provider -> provider.knows("wasbs"));
    }

    @Test
    void shouldReadUploadsFromTheirOwnContainer() {
        Azurite azurite = Azurite.shared();
        String state = azurite.newContainer();
        String uploads = azurite.newContainer();
        Map<String, String> emulator = Map.of("LOOPKEEPER_BLOB_URL", azurite.blobs(), "LOOPKEEPER_EMULATOR_KEY", KEY);
        Map<String, String> both = Map.of(
                "LOOPKEEPER_BLOB_URL",
                azurite.blobs(),
                "LOOPKEEPER_EMULATOR_KEY",
                KEY,
                "LOOPKEEPER_DATA_CONTAINER",
                uploads);
        ObjectStore store = open(both, "wasbs://" + state + "@acme.blob.core.windows.net/runs/m/r1/request.json");

        store.putIfAbsent("runs/m/r1/request.json", new byte[] {1});
        store.putIfAbsent("data/m/one.csv", new byte[] {2});

        ObjectStore other = open(emulator, "wasbs://" + uploads + "@acme.blob.core.windows.net/x");
        assertThat(other.get("data/m/one.csv")).contains(new byte[] {2});
        assertThat(other.get("runs/m/r1/request.json")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://acme.blob.core.windows.net/state/x",
                "wasbs://acme.blob.core.windows.net/state/x",
                "wasbs://state@acme.blob.core.windows.net.example.com/x",
                "wasbs://state@169.254.169.254/x"
            })
    void shouldSendItsTokenToStorageAccountsOnly(String address) {
        assertThatThrownBy(() -> open(Map.of(), address))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("expected wasbs://container@account.blob.core.windows.net/key");
    }

    private static ObjectStore open(Map<String, String> env, String address) {
        return new BlobStoreProvider(env).open(URI.create(address));
    }
}
