package dev.loopkeeper.gcp.function;

import dev.loopkeeper.gcp.emulators.EventarcEvent;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One function in Google's own invoker, started from the deployable jar as the buildpack does. */
public final class RunningFunction implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final int port;
    private final Path output;

    private RunningFunction(Process process, int port, Path output) {
        this.process = process;
        this.port = port;
        this.output = output;
    }

    static RunningFunction start(Class<?> function, Map<String, String> env) {
        return start(function.getName(), env, System.getProperty("loopkeeper.gcp.jar"), "");
    }

    /** @param options of the JVM, beside those that make it start soon */
    public static RunningFunction start(String target, Map<String, String> env, String classPath, String options) {
        try {
            int port = freePort();
            Path output = Files.createTempFile("function", ".log");
            ProcessBuilder builder = new ProcessBuilder(command(target, classPath, port))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(env);
            // A test is about what the function does; its cold start is ColdStart's matter.
            builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC " + options);
            RunningFunction running = new RunningFunction(builder.start(), port, output);
            running.awaitListening();
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String target, String classPath, int port) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ArrayList<>(List.of(
                java.toString(),
                "-jar",
                System.getProperty("loopkeeper.gcp.invoker"),
                "--classpath",
                classPath,
                "--target",
                target,
                "--port",
                Integer.toString(port)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (Files.readString(output).contains("Serving function...")) {
                return;
            }
            try {
                process.waitFor(20, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a function started", e);
            }
        }
        throw new IllegalStateException("function did not start:\n" + Files.readString(output));
    }

    HttpResponse<String> post(String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .build());
    }

    /** An event in binary mode: the envelope in headers. */
    public int binary(String type, byte[] data) {
        return post(
                        "/",
                        data,
                        "ce-id",
                        "1",
                        "ce-specversion",
                        "1.0",
                        "ce-source",
                        "//test",
                        "ce-type",
                        type,
                        "ce-time",
                        "2026-06-01T12:00:00Z",
                        "Content-Type",
                        "application/json")
                .statusCode();
    }

    /** An event as Eventarc posts it. */
    public int send(EventarcEvent event) {
        List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
        event.attributes().forEach((name, value) -> headers.addAll(List.of("ce-" + name, value)));
        return post("/", event.data(), headers.toArray(String[]::new)).statusCode();
    }

    /** An event in structured mode: the envelope is the body. */
    int structured(String type, String data) {
        String body = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"//test\",\"type\":\"" + type
                + "\",\"datacontenttype\":\"application/json\",\"data\":" + data + "}";
        return post(
                        "/",
                        body.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "Content-Type",
                        "application/cloudevents+json; charset=utf-8")
                .statusCode();
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a function answered", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        output.toFile().delete();
    }
}
