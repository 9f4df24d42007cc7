package dev.loopkeeper.gcp.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
    private static final Path HOME = Path.of("..", "infra", "delivery");

    @ParameterizedTest
    @ValueSource(strings = {"deliver-gcp.yml", "sync-models.yml"})
    void shouldPinActionsAndStoreNoKey(String file) throws IOException {
        List<String> lines = Files.readAllLines(HOME.resolve(file));
        List<String> actions =
                lines.stream().filter(line -> line.contains("uses:")).toList();

        assertThat(actions).isNotEmpty().allMatch(line -> line.matches(".*uses: [^@]+@[0-9a-f]{40} # v.*"));
        assertThat(lines).noneMatch(line -> line.contains("credentials_json") || line.contains("secrets."));
        assertThat(lines).contains("permissions:", "  contents: read");
        assertThat(lines.stream()
                        .filter(line -> line.contains("actions/checkout@"))
                        .count())
                .as("no checkout leaves its token behind")
                .isEqualTo(lines.stream()
                        .filter(line -> line.contains("persist-credentials: false"))
                        .count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivery/sync-models.sh", "delivery/pack-functions.sh", "gcp/set-dead-letters.sh"})
    void shouldCallScriptsThatCanRunAndStopAtTheFirstError(String script) throws IOException {
        Path path = HOME.resolveSibling(script);

        assertThat(path).isExecutable();
        assertThat(Files.readAllLines(path)).startsWith("#!/usr/bin/env bash").contains("set -euo pipefail");
        try (Stream<Path> callers = Files.walk(HOME.resolveSibling("."))) {
            assertThat(callers.filter(p -> p.toString().matches(".*\\.(tf|yml)")))
                    .anyMatch(p -> text(p).contains(path.getFileName().toString()));
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
