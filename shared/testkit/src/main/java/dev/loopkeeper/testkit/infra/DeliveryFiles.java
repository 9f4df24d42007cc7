package dev.loopkeeper.testkit.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What every workflow and script of {@code infra} keeps to, whatever the cloud; a breach fails the test. */
public final class DeliveryFiles {
    private DeliveryFiles() {}

    /**
     * A workflow of GitHub pins its actions by hash, stores no key, leaves no token behind, and fails where any command
     * of a pipe fails: left to itself GitHub looks at the last one only.
     */
    public static void demandPinnedAndKeyless(Path workflow) throws IOException {
        List<String> lines = Files.readAllLines(workflow);
        List<String> actions =
                lines.stream().filter(line -> line.contains("uses:")).toList();

        assertThat(actions).isNotEmpty().allMatch(line -> line.matches(".*uses: [^@]+@[0-9a-f]{40} # v.*"));
        assertThat(lines).noneMatch(line -> line.contains("credentials_json") || line.contains("secrets."));
        assertThat(lines)
                .contains("permissions:", "  contents: read")
                .containsSequence("defaults:", "  run:", "    shell: bash");
        assertThat(count(lines, "actions/checkout@"))
                .as("no checkout leaves its token behind")
                .isEqualTo(count(lines, "persist-credentials: false"));
    }

    private static long count(List<String> lines, String text) {
        return lines.stream().filter(line -> line.contains(text)).count();
    }

    /** A script can be run, stops at the first error, and is called or named by a file of {@code infra}. */
    public static void demandScript(Path script, Path infra) throws IOException {
        assertThat(script).isExecutable();
        assertThat(Files.readAllLines(script)).startsWith("#!/usr/bin/env bash").contains("set -euo pipefail");
        try (Stream<Path> callers = Files.walk(infra)) {
            assertThat(callers.filter(p -> p.toString().matches(".*\\.(tf|yml|md)")))
                    .anyMatch(p -> text(p).contains(script.getFileName().toString()));
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
