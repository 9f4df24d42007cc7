package dev.loopkeeper.azure.emulators;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds Azurite on this machine. Absent, it skips the tests that need it with one printed line; in CI, where
 * {@code .ci/run} installs it, it fails them.
 */
final class InstalledAzurite {
    private static final String VARIABLE = "LOOPKEEPER_AZURITE";
    private static final String SCRIPT = "node_modules/azurite/dist/src/azurite.js";

    private InstalledAzurite() {}

    /** The script that Node.js runs. */
    static Path script() {
        Path cached = Path.of(System.getProperty("user.home"), ".cache", "loopkeeper-azurite", SCRIPT);
        Optional<Path> found = Optional.ofNullable(System.getenv(VARIABLE))
                .filter(v -> !v.isBlank())
                .map(Path::of)
                .or(() -> Optional.of(cached))
                .filter(Files::isReadable)
                .filter(script -> nodeIsThere());
        return found.orElseGet(() -> absent("Azurite is not on this machine: 'npm install --prefix "
                + "~/.cache/loopkeeper-azurite azurite' (version in .ci/run), or name its azurite.js in " + VARIABLE
                + "; it needs node on the PATH"));
    }

    private static boolean nodeIsThere() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
    }

    private static Path absent(String line) {
        if ("true".equals(System.getenv("CI"))) {
            return Assertions.fail(line);
        }
        System.out.println("Skipped: " + line);
        return Assumptions.abort(line);
    }
}
