package dev.loopkeeper.local.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.trainer.Scorer;
import dev.loopkeeper.local.trainer.TrainedFlights;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeServerTest {
    private static final String ONE = "{\"instances\":[{\"wind\":3}]}";

    @TempDir
    private static Path home;

    private static Scorer scorer;

    @BeforeAll
    static void train() {
        scorer = TrainedFlights.in(home);
    }

    private static Path artefact() {
        return home.resolve(TrainedFlights.ARTIFACT);
    }

    @Test
    void shouldPredictWhatTheScorerPredictsFromAFileAFolderAndAStore() throws IOException {
        List<Map<String, String>> rows = TrainedFlights.rows(300);
        List<Double> expected = Arrays.stream(scorer.score(rows)).boxed().toList();
        assertThat(Set.copyOf(expected)).hasSizeGreaterThan(100);
        for (String model : List.of(
                artefact().toString(),
                artefact().getParent().toString(),
                home.resolve("runs").toString(),
                "folder://local/runs/m/r/?" + home,
                "folder://local/" + TrainedFlights.ARTIFACT + "?" + home)) {
            try (ServeBench bench = ServeBench.listening(model)) {
                bench.server.load();

                JsonNode answer = ServeBench.json(bench.predict(ServeBench.instances(rows)));

                assertThat(answer.fieldNames()).toIterable().containsExactly("predictions");
                List<Double> values = new ArrayList<>();
                answer.get("predictions").forEach(p -> values.add(p.get("value").doubleValue()));
                assertThat(values).as(model).containsExactlyElementsOf(expected);
            }
        }
    }

    @Test
    void shouldTakeNumbersNullsAndIdsAsJsonHasThem() throws IOException {
        try (ServeBench bench = ServeBench.serving(artefact())) {
            JsonNode answer = ServeBench.json(
                    bench.predict(
                            "{\"parameters\":{\"deep\":[1]},\"instances\":["
                                    + "{\"id\":\"a\",\"carrier\":\"DD\",\"wind\":2.5e1,\"colour\":\"red\"},{\"id\":17,\"wind\":null},{}]}"));

            assertThat(answer.at("/predictions/0/value").doubleValue())
                    .isEqualTo(scorer.score(Map.of("carrier", "DD", "wind", "25")));
            assertThat(answer.at("/predictions/1/value").doubleValue()).isEqualTo(scorer.score(Map.of()));
            assertThat(answer.at("/predictions/0/id").textValue()).isEqualTo("a");
            assertThat(answer.at("/predictions/1/id").textValue()).isEqualTo("17");
            assertThat(answer.at("/predictions/2").has("id")).isFalse();
        }
    }

    @Test
    void shouldSayThatItLivesButIsNotReadyUntilItsVersionIsLoaded() throws IOException {
        try (ServeBench bench = ServeBench.listening(artefact().toString(), "--health-route", "/v1/ready")) {
            assertThat(bench.get("/v1/ready").statusCode()).isEqualTo(503);
            assertThat(bench.get("/live").statusCode()).isEqualTo(200);
            assertThat(bench.predict(ONE).statusCode()).isEqualTo(503);

            bench.server.load();

            assertThat(bench.get("/v1/ready").statusCode()).isEqualTo(200);
            assertThat(bench.predict(ONE).statusCode()).isEqualTo(200);
            assertThat(bench.said).anyMatch(line -> line.startsWith("serving ") && line.contains("dep, carrier, wind"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{\"instances\":[{},{\"wind\":\"strong\"}]}; instance 1: column 'wind' is 'strong', expected a number",
                "{\"instances\":[{\"wind\":true}]}; instance 0: column 'wind' is 'true'",
                "{\"instances\":[{\"dep\":\"soon\"}]}; instance 0: column 'dep' is 'soon', expected a time",
                "{\"instances\":[{},{},{\"wind\":[1]}]}; instance 2: column 'wind' must be a string, number",
                "{\"instances\":[{},[1,2]]}; instance 1 must be an object",
                "{\"instances\":[{\"wind\":1,\"wind\":2}]}; wind",
                "{\"instances\":[{\"id\":\"\"}]}; instance 0: 'id' must have 1 to 128 characters",
                "{\"instances\":[]}; 'instances' must hold 1 to 10000 objects",
                "{\"instances\":{}}; must be an array",
                "{\"rows\":[]}; 'instances'",
                "[]; the body must be a JSON object",
                "{\"instances\":[{\"wind\":1}; not JSON",
                "``; JSON object"
            })
    void shouldNameTheInstanceAndTheColumnOfWhatItRefuses(String body, String message) throws IOException {
        try (ServeBench bench = ServeBench.serving(artefact())) {
            HttpResponse<String> refused = bench.predict(body);

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
            assertThat(ServeBench.json(refused).at("/error/message").textValue())
                    .contains(message);
        }
    }

    @Test
    void shouldAnswerEveryNumberThatJsonCanWrite() throws IOException {
        try (ServeBench bench = ServeBench.serving(artefact())) {
            for (String number : List.of("1e999", "-1e999", "9".repeat(60), "-0.0", "1e-400", "\"NaN\"", "\"\"")) {
                HttpResponse<String> answer = bench.predict("{\"instances\":[{\"wind\":" + number + "}]}");
                assertThat(answer.statusCode())
                        .as(number + ": " + answer.body())
                        .isIn(200, 400);
            }
        }
    }

    @Test
    void shouldBoundTheBodyAndTellWhatIsUnknown() throws IOException {
        try (ServeBench bench = ServeBench.serving(artefact(), "--max-body", "200")) {
            String small = "{\"instances\":[{\"wind\":1}], \"x\":\"" + "y".repeat(160) + "\"}";
            assertThat(bench.predict(small).statusCode()).isEqualTo(200);
            assertThat(bench.predict(small + " ".repeat(10)).statusCode()).isEqualTo(413);
            assertThat(bench.get("/predict").statusCode()).isEqualTo(405);
            assertThat(bench.get("/").body()).contains("POST /predict");
            assertThat(bench.get("/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void shouldAnswerWhatItHasBegunAndTurnAwayTheRestWhenItIsStopped() throws Exception {
        ServeBench bench = ServeBench.serving(artefact());
        try (Socket slow = new Socket("127.0.0.1", bench.server.port())) {
            slow.getOutputStream().write(request(ONE.length() + 2, "  "));
            // The exchange is counted once its thread runs; a second one that has been answered says so.
            assertThat(bench.get("/health").statusCode()).isEqualTo(200);

            CompletableFuture<Void> closed = CompletableFuture.runAsync(bench.server::close);
            while (bench.get("/health").statusCode() != 503) {
                Thread.onSpinWait();
            }
            slow.getOutputStream().write(ONE.getBytes(StandardCharsets.UTF_8));

            String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("\"value\":")
                    .containsIgnoringCase("connection: close");
            closed.get(20, TimeUnit.SECONDS);
            assertThatThrownBy(() -> new Socket("127.0.0.1", bench.server.port()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void shouldSayWhatIsWrongWithAnArtefact() throws IOException {
        Path empty = Files.createDirectories(home.resolve("empty"));
        Path damaged = Files.write(Files.createDirectories(home.resolve("bad")).resolve("model.zip"), new byte[] {1});
        Map<String, String> problems = Map.of(
                empty.toString(),
                "must hold one model.zip, it holds none",
                home.resolve("nowhere").toString(),
                "does not exist",
                damaged.toString(),
                "model.zip must hold",
                "s3://bucket/key",
                "nothing on the class path opens s3");
        for (Map.Entry<String, String> problem : problems.entrySet()) {
            try (ServeBench bench = ServeBench.listening(problem.getKey())) {
                assertThatThrownBy(bench.server::load)
                        .isInstanceOf(LoopException.class)
                        .hasMessageContaining(problem.getValue());
                assertThat(bench.get("/health").statusCode()).isEqualTo(503);
            }
        }
    }

    private static byte[] request(int length, String begin) {
        return ("POST /predict HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n" + begin)
                .getBytes(StandardCharsets.UTF_8);
    }
}
