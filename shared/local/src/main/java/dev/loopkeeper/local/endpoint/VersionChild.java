package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.local.JavaCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;

/** One life of a version's process, from its start to its end; closing it ends it at once. */
final class VersionChild implements AutoCloseable {
    private static final long START_MILLIS = 30_000;
    private static final int MOST_SHOWN = 300;
    private static final String READY = "READY ";

    private final Process process;
    private final byte[] secret;
    private final Path log;

    private VersionChild(Process process, byte[] secret, Path log) {
        this.process = process;
        this.secret = secret;
        this.log = log;
    }

    static VersionChild start(Path artefact, Path log, VersionLimits limits) throws IOException {
        byte[] secret = new byte[VersionWire.SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        Path scratch = emptied(artefact.resolveSibling("scratch"));
        Files.createDirectories(log.getParent());
        Process process = new ProcessBuilder(command(artefact, scratch, limits))
                .redirectError(log.toFile())
                .start();
        VersionChild child = new VersionChild(process, secret, log);
        try {
            process.getOutputStream().write(secret);
            process.getOutputStream().flush();
        } catch (IOException e) {
            child.close();
            throw new IOException("it ended at once" + child.lastWords(), e);
        }
        return child;
    }

    /** Waits until the version is loaded, at most 30 s, and returns the port it answers on. */
    int awaitPort() throws IOException {
        Timer patience = new Timer("start-limit", true);
        patience.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        kill();
                    }
                },
                START_MILLIS);
        try {
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            String line = said.readLine();
            if (line == null || !line.startsWith(READY)) {
                throw new IOException(
                        "it ended, or was not loaded within " + START_MILLIS / 1_000 + " s" + lastWords());
            }
            return Integer.parseInt(line.substring(READY.length()).trim());
        } finally {
            patience.cancel();
        }
    }

    /** Waits until the process ends and says how. */
    String awaitEnd() throws InterruptedException {
        int code = process.waitFor();
        return "ended with code " + code + lastWords();
    }

    byte[] secret() {
        return secret.clone();
    }

    long pid() {
        return process.pid();
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }

    private String lastWords() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            Optional<String> first = lines.filter(line -> !line.isBlank()).findFirst();
            return first.map(line -> ": " + line.substring(0, Math.min(line.length(), MOST_SHOWN)))
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private static List<String> command(Path artefact, Path scratch, VersionLimits limits) {
        return JavaCommand.of(
                VersionMain.class,
                List.of(
                        "-Xmx" + limits.heapMb() + "m",
                        "-Xss512k",
                        "-XX:MaxDirectMemorySize=32m",
                        "-XX:MaxMetaspaceSize=128m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-XX:-UsePerfData",
                        "-Djava.io.tmpdir=" + scratch),
                List.of(artefact.toString()));
    }

    /** Native libraries are unpacked there at every start; a killed process leaves its copy. */
    private static Path emptied(Path scratch) throws IOException {
        Files.createDirectories(scratch);
        try (Stream<Path> left = Files.list(scratch)) {
            for (Path path : left.toList()) {
                if (Files.isRegularFile(path)) {
                    Files.delete(path);
                }
            }
        }
        return scratch;
    }
}
