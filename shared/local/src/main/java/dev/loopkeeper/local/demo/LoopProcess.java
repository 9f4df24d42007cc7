package dev.loopkeeper.local.demo;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.JavaCommand;
import dev.loopkeeper.local.cli.LoopkeeperCommand;
import dev.loopkeeper.local.endpoint.EndpointProcess;
import dev.loopkeeper.local.run.RunningLoop;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code loopkeeper run} in a process of its own: the loop that the demo shows, starts, kills and starts again. */
final class LoopProcess {
    private static final Duration START = Duration.ofSeconds(40);
    private static final long STOP_SECONDS = 20;
    private final Path home;
    private final int port;
    private final Story story;
    private Process process;
    private RunningLoop.Address address;

    LoopProcess(Path home, int port, Story story) {
        this.home = home;
        this.port = port;
        this.story = story;
    }

    synchronized RunningLoop.Address address() {
        return address;
    }

    synchronized long pid() {
        return process.pid();
    }

    /** Starts it, on the former port if there was one, and waits until it answers. */
    synchronized void start() {
        int wanted = address == null ? port : address.port();
        try {
            Files.createDirectories(home.resolve("logs"));
            Files.deleteIfExists(home.resolve("loop.json"));
            process = new ProcessBuilder(JavaCommand.of(
                            LoopkeeperCommand.class,
                            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                            List.of("run", "--home", home.toString(), "--port", Integer.toString(wanted))))
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            home.resolve("logs/loop.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw LoopException.transientFailure("the loop's process cannot be started: " + e.getMessage(), e);
        }
        listen(process);
        Process started = process;
        Patience.await(
                "the loop's process serves its status (see " + home.resolve("logs/loop.log") + ")",
                START,
                () -> !started.isAlive() || Files.exists(home.resolve("loop.json")));
        if (!started.isAlive()) {
            throw LoopException.transientFailure(
                    "the loop's process ended with code " + started.exitValue() + "; see "
                            + home.resolve("logs/loop.log") + "; if its port is taken, choose another with --port",
                    null);
        }
        address = read();
    }

    private RunningLoop.Address read() {
        try {
            Path file = home.resolve("loop.json");
            return Json.read(Files.readAllBytes(file), RunningLoop.Address.class, file.toString());
        } catch (IOException e) {
            throw LoopException.transientFailure("the loop's address cannot be read: " + e.getMessage(), e);
        }
    }

    private void listen(Process from) {
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines = from.inputReader(StandardCharsets.UTF_8)) {
                        lines.lines().forEach(story::heard);
                    } catch (IOException | java.io.UncheckedIOException e) {
                        // A killed process closes its pipe in the middle of a line.
                        return;
                    }
                },
                "loop-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** What {@code kill -9} does. */
    synchronized void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends the loop, its endpoint, and whatever one of them left behind. */
    synchronized void stop() {
        if (process == null) {
            return;
        }
        List<ProcessHandle> children = new ArrayList<>(process.descendants().toList());
        process.destroy();
        if (!awaitEnd()) {
            process.destroyForcibly();
        }
        new EndpointProcess(home, EndpointProcess.Options.DEFAULT).stop();
        children.forEach(ProcessHandle::destroyForcibly);
        process = null;
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
