package dev.loopkeeper.local.run;

import dev.loopkeeper.connectors.OutboundRule;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Caller;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.local.AtomicFile;
import dev.loopkeeper.local.endpoint.EndpointAddress;
import dev.loopkeeper.local.endpoint.EndpointProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A local loop in this process: one a home folder, until it is stopped.
 *
 * <p>The endpoint is a process of its own that goes on serving when this one is killed; a stop in good order ends both.
 */
public final class RunningLoop implements AutoCloseable {
    /** Default port of status and control. */
    public static final int PORT = 8484;

    /**
     * How to run.
     *
     * @param host address of status, control and endpoint
     * @param port of status and control; 0: any
     * @param endpointPort of the endpoint; empty: the former one or any
     * @param allowedHosts hosts that notifications may reach besides public ones over https
     */
    public record Options(String host, int port, OptionalInt endpointPort, Set<String> allowedHosts) {}

    /** Where a running loop can be reached: {@code <home>/loop.json}. */
    public record Address(long pid, String host, int port, int endpointPort) {
        public String url() {
            return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    private final Path home;
    private final FileChannel lockFile;
    private final LocalLoop loop;
    private final ControlServer server;
    private final Heart heart;
    private final Address address;

    private RunningLoop(Path home, Options options, FileChannel lockFile) {
        this.home = home;
        this.lockFile = lockFile;
        String token = HomeSecrets.token(home);
        this.loop = new LocalLoop(
                home,
                new EndpointProcess.Options(options.host(), options.endpointPort(), Duration.ofSeconds(1)),
                new OutboundRule(options.allowedHosts(), "--allow-host"));
        LateRoutes routes = new LateRoutes();
        this.server = listen(options, token, routes);
        EndpointAddress endpoint = serve();
        this.address = new Address(ProcessHandle.current().pid(), options.host(), server.port(), endpoint.port());
        routes.serve(new LocalRoutes(loop, address.url()));
        this.heart = new Heart(loop);
    }

    /** First of all, so that a port somebody else has is said before anything is started. */
    private ControlServer listen(Options options, String token, LateRoutes routes) {
        try {
            return new ControlServer(options.host(), options.port(), token, routes);
        } catch (RuntimeException e) {
            loop.close();
            throw e;
        }
    }

    private EndpointAddress serve() {
        try {
            return loop.endpointProcess().ensureRunning();
        } catch (RuntimeException e) {
            server.close();
            loop.close();
            throw e;
        }
    }

    /** The server has to listen before its own address is known. */
    private static final class LateRoutes implements ControlServer.Routes {
        private volatile ControlServer.Routes routes = (call, caller) -> java.util.Optional.empty();

        void serve(ControlServer.Routes now) {
            routes = now;
        }

        @Override
        public java.util.Optional<HttpAnswer> answer(HttpCall call, Caller caller) {
            return routes.answer(call, caller);
        }
    }

    /**
     * Starts the loop of a home.
     *
     * @throws LoopException of kind {@code POISON} when another process runs it
     */
    public static RunningLoop start(Path folder, Options options) {
        Path home = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(home);
            FileChannel lockFile =
                    FileChannel.open(home.resolve("loop.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                return begun(home, options, lockFile);
            } catch (IOException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
        } catch (IOException e) {
            throw LoopException.poison(
                    "cannot use " + home + " as a home (" + e + "): choose a folder that can be written, with --home",
                    e);
        }
    }

    private static RunningLoop begun(Path home, Options options, FileChannel lockFile) throws IOException {
        if (!locked(lockFile)) {
            throw LoopException.poison("another process runs the home " + home + "; stop it, or use another --home");
        }
        RunningLoop running = new RunningLoop(home, options, lockFile);
        try {
            AtomicFile.replace(home.resolve("loop.json"), Json.write(running.address));
        } catch (IOException e) {
            running.close();
            throw e;
        }
        Thread thread = new Thread(running.heart, "heart");
        thread.setDaemon(true);
        thread.start();
        return running;
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    public Address address() {
        return address;
    }

    /** Says where everything is. */
    public void greet(PrintStream out) {
        out.println("Loopkeeper runs the home " + home);
        out.println("  status    " + address.url() + "/status");
        out.println("  predict   " + address.url() + "/endpoints/<name>:predict");
        out.println("  data      copy files into " + home.resolve("data") + "/<model>/");
        out.println("  token     " + home.resolve("token") + " (for rollback, pause, resume, approve, retrain)");
        List<String> asked = new Examples(home).requests(address.url());
        if (!asked.isEmpty()) {
            out.println("Ask for a prediction, as soon as a first version serves:");
            asked.forEach(line -> out.println("  " + line));
        }
    }

    @Override
    public void close() {
        try {
            heart.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.close();
        loop.close();
        loop.stopTraining();
        loop.endpointProcess().stop();
        try {
            Files.deleteIfExists(home.resolve("loop.json"));
            lockFile.close();
        } catch (IOException e) {
            // The lock goes with the process.
            return;
        }
    }
}
