package dev.loopkeeper.local.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.local.store.FileObjectStore;
import dev.loopkeeper.local.trainer.TrainedFlights;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeMainTest {
    @TempDir
    private Path home;

    @Test
    void shouldServeAsAProcessAndWriteItsLogBeforeASignalEndsIt() throws Exception {
        TrainedFlights.in(home);
        Process process = start("--store", "folder://local?" + home, "--version", "v7", "--model-name", "flights");
        try (BufferedReader log =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            int port = port(log);
            assertThat(ServeBench.send(port, "GET", "/health", "").statusCode()).isEqualTo(200);
            assertThat(ServeBench.send(port, "POST", "/predict", "{\"instances\":[{\"id\":\"a\",\"wind\":3}]}")
                            .headers()
                            .firstValue("Loopkeeper-Version"))
                    .contains("v7");

            assertThat(ServeBench.send(port, "POST", "/predict", "[\"" + "y".repeat(8 << 20) + "\"]")
                            .statusCode())
                    .as("an answer and not a reset, however long the body")
                    .isEqualTo(413);

            process.destroy();

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(new FileObjectStore(home).list("predictions/flights/v7/", "", 5))
                    .hasSize(1);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String... more) throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ServeMain.class.getName());
        String[] arguments = ServeBench.arguments(home.resolve("runs").toString(), more);
        return new ProcessBuilder(
                        Stream.concat(java.stream(), Stream.of(arguments)).toList())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Reads the log up to the line that names the port. */
    private static int port(BufferedReader log) throws IOException {
        StringBuilder before = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.startsWith("serving ")) {
                return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
            }
            before.append(line).append('\n');
        }
        throw new AssertionError("it ended without serving:\n" + before);
    }

    @Test
    void shouldEndWithACodeAndAReasonWhenItCannotServe() throws Exception {
        assertThat(run("--model").code).isEqualTo(2);
        assertThat(run("--modl", "x").text)
                .contains("there is no option '--modl'", "--port (LOOPKEEPER_PORT, AIP_HTTP_PORT), default 8080");
        Outcome nothing = run(ServeBench.arguments(home.resolve("nowhere").toString()));
        assertThat(nothing.code).as(nothing.text).isEqualTo(1);
        assertThat(nothing.text).contains("nowhere", "does not exist");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(run("--host", "127.0.0.1", "--port", port, "--model", "x").code)
                    .isEqualTo(4);
        }
    }

    private record Outcome(int code, String text) {}

    private static Outcome run(String... args) throws IOException, InterruptedException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int code = ServeMain.run(args, Map.of(), new PrintStream(text, true, StandardCharsets.UTF_8));
        return new Outcome(code, text.toString(StandardCharsets.UTF_8));
    }
}
