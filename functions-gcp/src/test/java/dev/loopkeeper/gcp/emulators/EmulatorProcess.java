package dev.loopkeeper.gcp.emulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** An emulator in a process of its own on a free loopback port, ended with the JVM that started it at the latest. */
final class EmulatorProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final Path output;

    private EmulatorProcess(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /**
     * Starts it and waits until it answers HTTP.
     *
     * @param command by the port to listen on
     */
    static EmulatorProcess start(IntFunction<List<String>> command) {
        return start(command, Map.of());
    }

    /** @param env beside this process's own */
    static EmulatorProcess start(IntFunction<List<String>> command, Map<String, String> env) {
        try {
            int port = freePort();
            Path output = Files.createTempFile("emulator", ".log");
            ProcessBuilder builder = new ProcessBuilder(command.apply(port))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(env);
            EmulatorProcess emulator = new EmulatorProcess(builder.start(), port, output);
            emulator.awaitAnswer(command.apply(port).get(0));
            return emulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String host() {
        return "http://127.0.0.1:" + port;
    }

    private void awaitAnswer(String name) throws IOException {
        HttpRequest probe = HttpRequest.newBuilder(URI.create(host() + "/"))
                .timeout(Duration.ofSeconds(2))
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                HttpClient.newHttpClient().send(probe, HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                pause();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        String said = Files.readString(output);
        close();
        throw new IllegalStateException(name + " did not answer on " + host() + " within " + PATIENCE + ": " + said);
    }

    /** The process tells of its readiness by answering only: look again in a moment, at once when it ends. */
    private void pause() {
        try {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while an emulator started", e);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        output.toFile().delete();
    }
}
