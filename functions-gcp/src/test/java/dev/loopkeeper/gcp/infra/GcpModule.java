package dev.loopkeeper.gcp.infra;

import dev.loopkeeper.testkit.infra.TerraformModule;
import java.nio.file.Path;

/** The module {@code infra/gcp} of this checkout. */
final class GcpModule {
    private GcpModule() {}

    static TerraformModule read() {
        return TerraformModule.read(Path.of("..", "infra", "gcp"));
    }
}
