package dev.loopkeeper.azure.infra;

import dev.loopkeeper.testkit.infra.TerraformModule;
import java.nio.file.Path;
import java.util.Map;

/** The module {@code infra/azure} of this checkout. */
public final class AzureModule {
    private AzureModule() {}

    public static TerraformModule read() {
        return TerraformModule.read(Path.of("..", "infra", "azure"));
    }

    /** The app in which a function is on. */
    public static String app(TerraformModule module, String function) {
        return module.table("functions").get(function) instanceof Map<?, ?> row ? String.valueOf(row.get("app")) : "";
    }
}
