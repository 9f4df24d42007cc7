package dev.loopkeeper.local.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.data.Schema;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.local.store.FileObjectStore;
import dev.loopkeeper.local.trainer.ProcessTraining;
import dev.loopkeeper.local.trainer.Scorer;
import dev.loopkeeper.retrain.TrainingRequest;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.retrain.Trigger;
import dev.loopkeeper.rollout.TrafficSplit;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedVersionTest {
    private static final String RUN = "runs/flights/run-1/";

    @TempDir
    private Path home;

    @Test
    void shouldServeWhatTheTrainerMade() {
        train();
        Scorer scorer = Scorer.load(new FileObjectStore(home).open(RUN + "model.zip"));
        try (Bench bench = new Bench(home, Duration.ofSeconds(2))) {
            bench.endpoint().deploy("flights", "v1", RUN + "model.zip");
            Bench.await(() -> bench.endpoint().read("flights").ready("v1"));
            bench.shift("flights", TrafficSplit.all("v1"));

            JsonNode answer = Bench.json(bench.predict(
                    "flights", "{\"instances\":[{\"delay\":3,\"carrier\":\"UA\"},{\"delay\":30.5,\"carrier\":null}]}"));
            HttpResponse<String> refused = bench.predict("flights", "{\"instances\":[{\"delay\":\"soon\"}]}");

            assertThat(answer.at("/predictions/0/value").asDouble())
                    .isEqualTo(scorer.score(Map.of("delay", "3", "carrier", "UA")));
            assertThat(answer.at("/predictions/1/value").asDouble())
                    .isEqualTo(scorer.score(Map.of("delay", "30.5")))
                    .isGreaterThan(0.5);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("delay", "soon");
        }
    }

    private void train() {
        StringBuilder csv = new StringBuilder("delay,carrier,late\n");
        for (int i = 0; i < 600; i++) {
            double delay = i * 7 % 40 + i / 1_000.0;
            csv.append(delay)
                    .append(',')
                    .append(i % 3 == 0 ? "UA" : "AA")
                    .append(',')
                    .append(delay > 15 ? 1 : 0)
                    .append('\n');
        }
        FileObjectStore store = new FileObjectStore(home);
        store.putIfAbsent("data/flights/a.csv", csv.toString().getBytes(StandardCharsets.UTF_8));
        String version = store.stat("data/flights/a.csv").orElseThrow().version();
        Schema schema = new Schema(
                1,
                List.of(
                        new Schema.Column("delay", Schema.Type.NUMBER, 1),
                        new Schema.Column("carrier", Schema.Type.CATEGORY, 1),
                        new Schema.Column("late", Schema.Type.NUMBER, 1)));
        store.putIfAbsent(
                RUN + "request.json",
                Json.write(new TrainingRequest(
                        TrainingRequest.FORMAT,
                        "flights",
                        "run-1",
                        Trigger.MANUAL,
                        Instant.EPOCH,
                        RUN,
                        List.of(new TrainingRequest.Batch("a", "data/flights/a.csv", version, 600, true)),
                        0.3,
                        10_000,
                        Optional.empty(),
                        LoopConfig.Task.AUTO,
                        "late",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        schema,
                        Map.of(),
                        "auto",
                        List.of(),
                        7,
                        Map.of("rounds", "20"),
                        "config")));
        ProcessTraining training = new ProcessTraining(home, InstantSource.system(), model -> 256, 1);
        training.submit("flights", "run-1", 1, RUN + "request.json");
        Bench.await(() -> over(training.status("flights", "run-1", 1)));
        assertThat(training.status("flights", "run-1", 1)).isInstanceOf(TrainingStatus.Succeeded.class);
    }

    private static boolean over(TrainingStatus status) {
        return !(status instanceof TrainingStatus.Queued || status instanceof TrainingStatus.Running);
    }
}
