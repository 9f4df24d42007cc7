package dev.loopkeeper.azure.emulators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Azurite in memory on free ports of the loopback address, stopped with this JVM. */
final class AzuriteProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final Process process;
    private final List<Integer> ports;
    private final Path output;

    AzuriteProcess(Path script) {
        try {
            ports = freePorts();
            output = Files.createTempFile("azurite", ".log");
            process = new ProcessBuilder(command(script))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop-azurite"));
            for (int port : ports) {
                awaitListener(port);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(Path script) {
        List<String> command = new ArrayList<>(List.of("node", script.toString(), "--silent"));
        // Newer clients speak protocol versions that the emulator has not heard of.
        command.addAll(List.of("--inMemoryPersistence", "--disableTelemetry", "--skipApiVersionCheck"));
        List<String> services = List.of("blob", "queue", "table");
        for (int i = 0; i < services.size(); i++) {
            String service = services.get(i);
            command.addAll(List.of("--" + service + "Host", "127.0.0.1", "--" + service + "Port"));
            command.add(Integer.toString(ports.get(i)));
        }
        return command;
    }

    String blobHost() {
        return "http://127.0.0.1:" + ports.get(0);
    }

    String queueHost() {
        return "http://127.0.0.1:" + ports.get(1);
    }

    private void awaitListener(int port) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                pause();
            }
        }
        String said = Files.readString(output);
        close();
        throw new IllegalStateException("Azurite did not listen within " + PATIENCE + ": " + said);
    }

    /** The process tells of its readiness by listening only: look again in a moment, at once when it ends. */
    private void pause() {
        try {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Azurite started", e);
        }
    }

    private static List<Integer> freePorts() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket a = new ServerSocket(0, 1, loopback);
                ServerSocket b = new ServerSocket(0, 1, loopback);
                ServerSocket c = new ServerSocket(0, 1, loopback)) {
            return List.of(a.getLocalPort(), b.getLocalPort(), c.getLocalPort());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        output.toFile().delete();
    }
}
