package dev.loopkeeper.gcp.emulators;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the emulators on this machine. One that is absent skips the tests that need it with one printed line; in CI,
 * where {@code .ci/run} installs what can be had, it fails them.
 */
final class Installed {
    private static final String FAKE_GCS = "LOOPKEEPER_FAKE_GCS";
    private static final String PUBSUB = "LOOPKEEPER_PUBSUB_EMULATOR";

    private Installed() {}

    static Path fakeGcs() {
        Optional<Path> found = named(FAKE_GCS)
                .or(() -> onPath("fake-gcs-server"))
                .or(() -> Optional.of(goBin().resolve("fake-gcs-server")).filter(Files::isExecutable));
        return found.orElseGet(() -> absent(
                "fake-gcs-server is not on this machine: go install it (version in .ci/run), or name it in " + FAKE_GCS,
                inCi()));
    }

    /** The emulator is a part of the Google Cloud CLI and is in no registry: without gcloud CI cannot have it. */
    static Path pubSubJar() {
        Optional<Path> sdk = onPath("gcloud").map(Installed::real).map(gcloud -> gcloud.getParent()
                .getParent());
        Optional<Path> found = named(PUBSUB).or(() -> sdk.flatMap(Installed::jarOf));
        return found.orElseGet(() -> absent(
                "the Pub/Sub emulator is not on this machine: run 'gcloud components install pubsub-emulator', or "
                        + "name its jar in " + PUBSUB,
                inCi() && sdk.isPresent()));
    }

    private static boolean inCi() {
        return "true".equals(System.getenv("CI"));
    }

    private static Path absent(String line, boolean wanted) {
        if (wanted) {
            return Assertions.fail(line);
        }
        System.out.println("Skipped: " + line);
        return Assumptions.abort(line);
    }

    private static Optional<Path> named(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .filter(v -> !v.isBlank())
                .map(Path::of);
    }

    private static Optional<Path> onPath(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path goBin() {
        String home = System.getenv()
                .getOrDefault(
                        "GOPATH", Path.of(System.getProperty("user.home"), "go").toString());
        return Optional.ofNullable(System.getenv("GOBIN")).map(Path::of).orElse(Path.of(home, "bin"));
    }

    private static Optional<Path> jarOf(Path sdk) {
        Path folder = sdk.resolve("platform/pubsub-emulator/lib");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith("-all.jar"))
                    .max(Path::compareTo);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
