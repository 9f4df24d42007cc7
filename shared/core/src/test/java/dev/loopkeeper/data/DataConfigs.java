package dev.loopkeeper.data;

import dev.loopkeeper.config.LoopConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Data sections of a {@code loop.yaml} for tests. */
final class DataConfigs {
    private DataConfigs() {}

    static LoopConfig.Data of(String label, Map<String, LoopConfig.ColumnRule> rules) {
        return of(label, Optional.empty(), rules, 1);
    }

    static LoopConfig.Data of(
            String label, Optional<String> time, Map<String, LoopConfig.ColumnRule> rules, int schemaVersion) {
        return new LoopConfig.Data(
                "data/m/",
                LoopConfig.Format.AUTO,
                label,
                LoopConfig.Task.AUTO,
                time,
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                schemaVersion,
                rules);
    }
}
