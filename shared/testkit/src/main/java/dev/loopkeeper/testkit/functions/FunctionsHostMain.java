package dev.loopkeeper.testkit.functions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Runs a {@link FunctionsHost} in this JVM until it is killed: {@code --root DIR --port-file FILE [--port N]}. The
 * environment is the app's settings. The file is written, with the port alone in it, once functions can be called.
 */
public final class FunctionsHostMain {
    private FunctionsHostMain() {}

    public static void main(String[] args) throws IOException {
        // Without it every answer of the platform's HTTP server waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        List<String> given = List.of(args);
        Path root = Path.of(option(given, "--root", null));
        Path file = Path.of(option(given, "--port-file", null));
        int port = Integer.parseInt(option(given, "--port", "0"));
        FunctionsHost host = FunctionsHost.start(root, System.getenv(), port, System.out);
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(written, Integer.toString(host.address().getPort()));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String option(List<String> args, String name, String otherwise) {
        int at = args.indexOf(name);
        if (at >= 0 && at + 1 < args.size()) {
            return args.get(at + 1);
        }
        if (otherwise == null) {
            throw new IllegalArgumentException("give " + name + ": --root DIR --port-file FILE [--port N]");
        }
        return otherwise;
    }
}
