package dev.loopkeeper.local.run;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.local.JavaCommand;
import dev.loopkeeper.local.cli.LoopkeeperCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code loopkeeper run} in a process of its own, as a user starts it. */
final class LoopProcess {
    private static final int START_SECONDS = 60;

    private final Path home;
    private final Process process;

    private LoopProcess(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    static LoopProcess start(Path home, Path log, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--home", home.toString(), "--port", "0"));
        arguments.addAll(List.of(more));
        Process process = new ProcessBuilder(JavaCommand.of(
                        LoopkeeperCommand.class,
                        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(new File("/dev/null"))
                .start();
        return new LoopProcess(home, process);
    }

    /** Waits until it says where it is reached. */
    RunningLoop.Address awaitStart() throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        Path file = home.resolve("loop.json");
        while (System.nanoTime() < limit) {
            if (!process.isAlive()) {
                throw new IllegalStateException("the loop ended with code " + process.exitValue());
            }
            if (Files.exists(file)) {
                RunningLoop.Address address =
                        Json.read(Files.readAllBytes(file), RunningLoop.Address.class, "loop.json");
                if (address.pid() == process.pid()) {
                    return address;
                }
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new IllegalStateException("the loop did not start within " + START_SECONDS + " s");
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What Ctrl-C does; the exit code, or -1 when it did not end in time. */
    int stop(int seconds) throws InterruptedException {
        process.destroy();
        return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    int await(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }
}
