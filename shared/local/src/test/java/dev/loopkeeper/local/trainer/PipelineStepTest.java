package dev.loopkeeper.local.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineStepTest {
    @TempDir
    Path home;

    private TrainingBed bed;
    private String request;

    @BeforeEach
    void makeRequest() {
        bed = Flights.bed(home).batch(true, Flights.rows(0, 600)).batch(true, Flights.rows(1, 600));
        request = bed.request("r1");
    }

    @Test
    void shouldTrainInThreeStepsOnTheStoreOfTheAddress() throws IOException {
        Path output = home.resolve("executor/output.json");
        String input = """
                {"outputs": {"outputFile": "%s", "artifacts": {"metrics": {"artifacts":
                  [{"name": "projects/1/artifacts/2", "uri": "gs://b/metrics", "type": {"schemaTitle": "system.Metrics"}}]}}}}
                """.formatted(output);

        assertThat(run("prepare").code).isZero();
        assertThat(run("train").code).isZero();
        Outcome evaluated = run("evaluate", "--executor-input", input);

        assertThat(evaluated.code).as(evaluated.text).isZero();
        JsonNode metrics = Json.tree(Files.readAllBytes(output), "output").at("/artifacts/metrics/artifacts/0");
        assertThat(metrics.at("/name").asText()).isEqualTo("projects/1/artifacts/2");
        assertThat(metrics.at("/metadata/challenger_auc").asDouble()).isBetween(0.5, 1.0);
        assertThat(metrics.at("/metadata/holdout_rows").asInt()).isEqualTo(360);
    }

    @Test
    void shouldNameEveryBatchThatWasOverwrittenBeforeAnythingIsTrained() {
        bed.store.put("data/m/b0.csv", "other".getBytes(StandardCharsets.UTF_8));
        bed.store.delete("data/m/b1.csv");

        Outcome outcome = run("prepare");

        assertThat(outcome.code).isEqualTo(TrainerMain.FAILED);
        assertThat(outcome.text).contains("2 of 2 batches", "data/m/b0.csv, data/m/b1.csv");
    }

    @Test
    void shouldRefuseAnArtefactThatIsNotTheOneThatWasEvaluated() {
        run("train");
        bed.store.put("runs/m/r1/model.zip", new byte[] {1});

        Outcome outcome = run("evaluate");

        assertThat(outcome.code).isEqualTo(TrainerMain.FAILED);
        assertThat(outcome.text).contains("runs/m/r1/model.zip has hash");
    }

    @Test
    void shouldSayWhatItExpectsWhenItIsCalledWrongly() {
        assertThat(PipelineStepMain.run(new String[] {"--step", "deploy", "--request", "x"}, System.out, quiet()))
                .isEqualTo(2);
        assertThat(execute("--step", "train", "--request", "no address").text).contains("gs://bucket/key");
        assertThat(execute("--step", "train", "--request", "s3://b/k").text)
                .contains("nothing on the class path opens s3");
    }

    private record Outcome(int code, String text) {}

    private Outcome run(String step, String... more) {
        List<String> arguments = List.of("--step", step, "--request", "folder://local/" + request + "?" + home);
        return execute(Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static Outcome execute(String... arguments) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(text, true, StandardCharsets.UTF_8);
        return new Outcome(PipelineStepMain.run(arguments, quiet(), err), text.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream quiet() {
        return new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    }
}
