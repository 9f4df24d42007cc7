package dev.loopkeeper.local.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.local.store.FileObjectStore;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.registry.RegisteredVersion;
import dev.loopkeeper.testkit.ModelRegistryContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRegistryTest extends ModelRegistryContract {
    @TempDir
    private Path root;

    private FileRegistry registry;

    @BeforeEach
    void open() {
        registry = new FileRegistry(new FileObjectStore(root));
    }

    @Override
    protected ModelRegistry registry() {
        return registry;
    }

    @Test
    void shouldReadWhatAnotherProcessWrote() {
        FileRegistry other = new FileRegistry(new FileObjectStore(root));
        assertThat(other.register(registration("late", "run-1", true))).isEqualTo("v1");
        assertThat(registry.register(registration("late", "run-2", true))).isEqualTo("v2");
        other.alias("late", Map.of("champion", "v2"));
        assertThat(registry.versions("late")).isEqualTo(other.versions("late"));
        assertThat(registry.versions("late").get(1))
                .isEqualTo(
                        new RegisteredVersion("v2", registration("late", "run-2", true), java.util.Set.of("champion")));
        assertThat(root.resolve("registry/late/versions/000002.json")).exists();
    }
}
