package dev.loopkeeper.gcp.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.gcp.emulators.FakeGcs;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.store.TwoPlacesContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwoBucketsTest extends TwoPlacesContract {
    TwoBucketsTest() {
        super(FakeGcs.shared());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "gs://bucket", "Bucket", "bucket/path", "a..\u0000", "-bucket"})
    void shouldRefuseWhatIsNoBucketName(String name) {
        assertThatThrownBy(() -> Buckets.one(name)).hasMessageContaining("without gs:// and without a path");
    }

    @Test
    void shouldRefuseAVersionThatIsNoGeneration() {
        assertThatThrownBy(() -> FakeGcs.shared().newStore().deleteIf(new ObjectInfo("a", "1&alt=media", 1)))
                .hasMessageContaining("version of object 'a' is no generation of Cloud Storage");
    }
}
