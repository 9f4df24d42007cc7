package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.JavaCommand;
import dev.loopkeeper.local.OwnSession;
import dev.loopkeeper.local.SecretVariables;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Starts, finds and stops the endpoint server of a home. The server is no child that dies with its parent: it serves on
 * when the loop's process is killed, and the next one finds it again by {@code endpoint.json}.
 */
public final class EndpointProcess {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);
    private static final int ALREADY_SERVED = 3;
    private static final int PORT_TAKEN = 4;

    private final Path home;
    private final Options options;
    private final EndpointClient client;

    /**
     * How a server is started when none runs.
     *
     * @param host address to listen on
     * @param port empty: the former one if it is free, else any
     * @param timeout of one prediction
     */
    public record Options(String host, OptionalInt port, Duration timeout) {
        /** Loopback, any port, one second. */
        public static final Options DEFAULT = new Options("127.0.0.1", OptionalInt.empty(), Duration.ofSeconds(1));
    }

    public EndpointProcess(Path home, Options options) {
        this.home = home.toAbsolutePath();
        this.options = options;
        this.client = new EndpointClient(this.home, Duration.ofSeconds(2));
    }

    /**
     * Returns where the server is once it serves, after starting it if none runs; cheap when one does, so call it as
     * often as you like to have a dead one restarted.
     *
     * @throws LoopException of kind {@code TRANSIENT} when it does not serve within 30 s
     */
    public synchronized EndpointAddress ensureRunning() {
        Optional<EndpointAddress> running = running();
        return running.isPresent() ? running.get() : start(options.port().orElse(formerPort()));
    }

    /** The server that runs and accepts our token; empty when there is none. */
    public Optional<EndpointAddress> running() {
        return EndpointAddress.read(home).filter(address -> process(address).isPresent() && answers());
    }

    /** Stops the server and its versions and waits for its end; nothing happens when none runs. */
    public synchronized void stop() {
        Optional<EndpointAddress> address = EndpointAddress.read(home);
        Optional<ProcessHandle> process = address.flatMap(this::process);
        if (process.isEmpty()) {
            return;
        }
        try {
            client.repeatable("POST", "/admin/stop", new byte[0]);
        } catch (LoopException e) {
            process.get().destroy();
        }
        Instant limit = Instant.now().plus(STOP_LIMIT);
        while (!ended()) {
            if (Instant.now().isAfter(limit)) {
                process.get().destroyForcibly();
                return;
            }
            pause();
        }
    }

    /** By its lock, because a process whose parent is gone may be listed for seconds after its end. */
    private boolean ended() {
        try {
            Optional<ServerLock> free = ServerLock.take(home);
            if (free.isPresent()) {
                free.get().close();
            }
            return free.isPresent();
        } catch (IOException e) {
            throw LoopException.transientFailure("lock of the endpoint server of " + home + " cannot be read", e);
        }
    }

    private EndpointAddress start(int port) {
        Path log = home.resolve("logs").resolve("endpoint.log");
        try {
            Files.createDirectories(log.getParent());
            Process process = SecretVariables.withheld(new ProcessBuilder(command(port)))
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectErrorStream(true)
                    .start();
            return awaitServing(process, port, log);
        } catch (IOException e) {
            throw LoopException.transientFailure("endpoint server of " + home + " cannot be started", e);
        }
    }

    private EndpointAddress awaitServing(Process process, int port, Path log) {
        Instant limit = Instant.now().plus(START_LIMIT);
        // A version that cannot be loaded any more must not keep the others from being administered.
        Instant loaded = Instant.now().plus(LOAD_LIMIT);
        while (Instant.now().isBefore(limit)) {
            Optional<EndpointAddress> address = running();
            if (address.isPresent() && (serving() || Instant.now().isAfter(loaded))) {
                return address.get();
            }
            if (!process.isAlive()
                    && process.exitValue() == PORT_TAKEN
                    && port != 0
                    && options.port().isEmpty()) {
                return start(0);
            }
            if (!process.isAlive() && process.exitValue() == PORT_TAKEN) {
                throw LoopException.poison("the endpoint cannot listen on " + options.host() + ":" + port
                        + ", somebody else does: choose another with --endpoint-port");
            }
            if (!process.isAlive() && process.exitValue() != ALREADY_SERVED) {
                break;
            }
            pause();
        }
        throw LoopException.transientFailure(
                "endpoint server of " + home + " does not serve "
                        + (process.isAlive()
                                ? "after " + START_LIMIT.toSeconds() + " s"
                                : "and ended with code " + process.exitValue())
                        + ", see " + log,
                null);
    }

    private List<String> command(int port) {
        List<String> command = new ArrayList<>(OwnSession.prefix());
        command.addAll(JavaCommand.of(
                EndpointMain.class,
                List.of("-Xmx512m", "-Xss512k", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xshare:auto"),
                List.of(
                        "--home",
                        home.toString(),
                        "--host",
                        options.host(),
                        "--port",
                        Integer.toString(port),
                        "--timeout-ms",
                        Long.toString(options.timeout().toMillis()))));
        return command;
    }

    private int formerPort() {
        return EndpointAddress.read(home).map(EndpointAddress::port).orElse(0);
    }

    private boolean answers() {
        return succeeds("/admin/endpoints/ping");
    }

    private boolean serving() {
        return succeeds("/healthz");
    }

    private boolean succeeds(String path) {
        try {
            return client.get(path).status() == 200;
        } catch (LoopException e) {
            return false;
        }
    }

    /**
     * The process of that address, unless its number was given to another one since. Where the clock was set, a start
     * seems later than it was; then whoever takes our token at that port is the server.
     */
    private Optional<ProcessHandle> process(EndpointAddress address) {
        return ProcessHandle.of(address.pid())
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info()
                                .startInstant()
                                .map(began -> !began.isAfter(address.startedAt().plusSeconds(1)))
                                .orElse(true)
                        || answers());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(25);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoopException.transientFailure("interrupted while the endpoint server starts", e);
        }
    }
}
