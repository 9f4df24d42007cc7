package dev.loopkeeper.local.serve;

import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Serves one version of Loopkeeper's own trainer behind a managed endpoint: Vertex AI's contract for custom containers
 * and Azure ML's, by the options of {@link ServeOption}.
 *
 * <p>{@code {"instances":[{column: value}]}} in, {@code {"predictions":[{"id","value"}]}} out. A signal to end drains
 * it first. Exit code 1: the artefact cannot be served, the last line says why; 2: wrong options; 4: the port cannot be
 * had; 75: the artefact could not be reached.
 */
public final class ServeMain {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int NO_PORT = 4;
    private static final int TRY_AGAIN = 75;
    private static final int TRIES = 5;

    private ServeMain() {}

    /** Serves until the process is told to end. */
    public static void main(String[] args) throws IOException, InterruptedException {
        // Without it a small answer waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        // A proxy keeps connections for ten minutes: were ours to end sooner, it would now and then use a closed one.
        System.setProperty("sun.net.httpserver.idleInterval", "620");
        System.setProperty("jdk.httpserver.maxConnections", "1024");
        // A body that is too long is read to its end: else the caller meets a reset and not the 413.
        System.setProperty("sun.net.httpserver.drainAmount", "67108864");
        System.exit(run(args, System.getenv(), System.err));
    }

    static int run(String[] args, Map<String, String> env, PrintStream err) throws IOException, InterruptedException {
        ServeSettings settings;
        try {
            settings = ServeSettings.of(args, env);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.println("options (and environment):");
            Arrays.stream(ServeOption.values()).forEach(option -> err.println("  " + option.usage()));
            return USAGE;
        }
        try (ServeServer server = new ServeServer(settings, err::println)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            return serve(server, err);
        } catch (BindException e) {
            err.println("cannot listen on port " + settings.text(ServeOption.PORT) + ": " + e.getMessage());
            return NO_PORT;
        }
    }

    private static int serve(ServeServer server, PrintStream err) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                server.load();
                new CountDownLatch(1).await();
            } catch (LoopException e) {
                err.println(e.getMessage());
                if (e.kind() == LoopException.Kind.POISON) {
                    return FAILED;
                }
                if (attempt == TRIES) {
                    return TRY_AGAIN;
                }
                TimeUnit.SECONDS.sleep(1L << attempt);
            } catch (RuntimeException e) {
                // Were it to leave main, a process that is never healthy would stay.
                err.println("the artefact cannot be served: " + e);
                return FAILED;
            }
        }
    }
}
