package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.local.store.FileObjectStore;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The serving process of one home: {@code --home DIR [--host H] [--port P] [--timeout-ms N] [--publish-seconds N]}.
 *
 * <p>Exit codes: 0 stopped in order, 2 bad arguments, 3 another server serves this home, 4 the port cannot be had.
 */
public final class EndpointMain {
    private static final Set<String> OPTIONS =
            Set.of("--home", "--host", "--port", "--timeout-ms", "--publish-seconds");

    private EndpointMain() {}

    /** Serves until it is stopped. */
    public static void main(String[] args) throws IOException, InterruptedException {
        // Without it a small answer waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("jdk.httpserver.maxConnections", "512");
        // A body that is too long is read on: else the caller meets a reset and not the 413.
        System.setProperty("sun.net.httpserver.drainAmount", "16777216");
        System.exit(run(args));
    }

    private static int run(String[] args) throws IOException, InterruptedException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
                System.err.println("option '" + args[i] + "' must be one of " + OPTIONS + " and have a value");
                return 2;
            }
            options.put(args[i], args[i + 1]);
        }
        if (!options.containsKey("--home")) {
            System.err.println("option --home is missing: the folder that holds the store");
            return 2;
        }
        return serve(Path.of(options.get("--home")).toAbsolutePath(), options);
    }

    private static int serve(Path home, Map<String, String> options) throws IOException, InterruptedException {
        EndpointServer.Settings settings = new EndpointServer.Settings(
                options.getOrDefault("--host", "127.0.0.1"),
                Integer.parseInt(options.getOrDefault("--port", "0")),
                Duration.ofMillis(Long.parseLong(options.getOrDefault("--timeout-ms", "1000"))),
                Duration.ofSeconds(Long.parseLong(options.getOrDefault("--publish-seconds", "5"))));
        Optional<ServerLock> lock = ServerLock.take(home);
        if (lock.isEmpty()) {
            System.err.println("another endpoint server serves " + home);
            return 3;
        }
        // Kept until the process ends: the last predictions are published after this method.
        return serveLocked(home, settings);
    }

    private static int serveLocked(Path home, EndpointServer.Settings settings)
            throws IOException, InterruptedException {
        EndpointServer server;
        try {
            server = EndpointServer.start(home, new FileObjectStore(home), settings);
        } catch (BindException e) {
            System.err.println("cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage());
            return 4;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(server), "stop"));
        server.awaitStop();
        return 0;
    }

    private static void closeQuietly(EndpointServer server) {
        try {
            server.close();
        } catch (IOException e) {
            System.err.println("stopped, but: " + e.getMessage());
        }
    }
}
