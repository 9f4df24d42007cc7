package dev.loopkeeper.gcp.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.gcp.emulators.FakeGcs;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.store.StoreProvider;
import java.net.URI;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class GcsStoreProviderTest {
    @Test
    void shouldBeFoundByATrainerThatKnowsNoCloud() {
        assertThat(ServiceLoader.load(StoreProvider.class).stream().map(ServiceLoader.Provider::get))
                .anyMatch(provider -> provider.knows("gs"));
    }

    @Test
    void shouldReadUploadsFromTheirOwnBucket() {
        FakeGcs gcs = FakeGcs.shared();
        String state = gcs.newBucket();
        String uploads = gcs.newBucket();
        Map<String, String> env = Map.of("STORAGE_EMULATOR_HOST", gcs.host(), "LOOPKEEPER_DATA_BUCKET", uploads);
        ObjectStore store = new GcsStoreProvider(env).open(URI.create("gs://" + state + "/runs/m/r1/request.json"));

        store.putIfAbsent("runs/m/r1/request.json", new byte[] {1});
        store.putIfAbsent("data/m/one.csv", new byte[] {2});

        ObjectStore other = new GcsStoreProvider(Map.of("STORAGE_EMULATOR_HOST", gcs.host()))
                .open(URI.create("gs://" + uploads + "/x"));
        assertThat(other.get("data/m/one.csv")).contains(new byte[] {2});
        assertThat(other.get("runs/m/r1/request.json")).isEmpty();
    }

    @Test
    void shouldRefuseAnAddressThatIsNotOfCloudStorage() {
        assertThatThrownBy(() -> new GcsStoreProvider(Map.of()).open(URI.create("https://example.com/x")))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("expected gs://bucket/key");
    }
}
