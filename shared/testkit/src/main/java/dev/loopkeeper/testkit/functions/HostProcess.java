package dev.loopkeeper.testkit.functions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link FunctionsHostMain} in a JVM of its own, which can be killed as a machine dies; closing kills it as well. */
public final class HostProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path folder;
    private final int port;

    private HostProcess(Process process, Path folder) throws IOException {
        this.process = process;
        this.folder = folder;
        this.port = awaitPort();
    }

    /**
     * Starts a staging folder and waits until its functions can be called.
     *
     * @param environment settings of the app; nothing else is in the environment but the machine's own
     * @param options of the JVM
     */
    public static HostProcess start(Path root, Map<String, String> environment, List<String> options) {
        try {
            Path folder = Files.createTempDirectory("functions-host");
            ProcessBuilder builder = new ProcessBuilder(command(root, folder.resolve("port"), options))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile());
            builder.environment().putAll(environment);
            return new HostProcess(builder.start(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command that starts a host, with no more on its class path than it needs. */
    public static List<String> command(Path root, Path portFile, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), FunctionsHostMain.class.getName()));
        command.addAll(List.of("--root", root.toString(), "--port-file", portFile.toString()));
        return command;
    }

    private static String classPath() {
        return Stream.of(
                        FunctionsHostMain.class,
                        HttpRequestMessage.class,
                        FunctionInstanceInjector.class,
                        ObjectMapper.class,
                        JsonFactory.class,
                        JsonInclude.class)
                .map(HostProcess::source)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String source(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private int awaitPort() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Path file = folder.resolve("port");
        while (System.nanoTime() < end && process.isAlive()) {
            if (Files.exists(file)) {
                return Integer.parseInt(Files.readString(file));
            }
            try {
                process.waitFor(10, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a functions host started", e);
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("the functions host did not start:\n" + output());
    }

    /** Where it listens, without a slash at the end. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Everything it printed so far, the app's log included. */
    public String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it at once, as {@code kill -9} does; its messages stay lent until their loan is over. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a functions host died", e);
        }
    }

    @Override
    public void close() {
        kill();
        for (String name : List.of("port", "output")) {
            folder.resolve(name).toFile().delete();
        }
        folder.toFile().delete();
    }
}
