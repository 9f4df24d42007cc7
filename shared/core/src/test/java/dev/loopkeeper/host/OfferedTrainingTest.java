package dev.loopkeeper.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferedTrainingTest {
    private final List<String> begun = new ArrayList<>();
    private final TrainingService service = new TrainingService() {
        @Override
        public String submit(String model, String runId, int attempt, String requestKey) {
            begun.add(runId);
            return "job";
        }

        @Override
        public TrainingStatus status(String model, String runId, int attempt) {
            return new TrainingStatus.Running();
        }

        @Override
        public void cancel(String model, String runId, int attempt) {
            begun.remove(runId);
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"airflow", "azure-ml", "github"})
    void shouldNotTrainElsewhereThanTheFileSays(String named) {
        assertThatThrownBy(() -> submit(Optional.of(config(named))))
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.POISON))
                .hasMessage("training.service of model late is " + named
                        + ", which this host cannot reach: name one of [vertex-custom, vertex-pipelines] in its"
                        + " loop.yaml");
        assertThat(begun).isEmpty();
    }

    @Test
    void shouldTrainWhatItOffersAndWhatNamesNoPlace() {
        submit(Optional.of(config("vertex-custom")));
        submit(Optional.of(config("local")));
        submit(Optional.empty());
        assertThat(begun).hasSize(3);
        assertThat(offered(Optional.of(config("airflow"))).status("late", "run-1", 1))
                .as("one that is on its way is looked after whatever the file says by now")
                .isInstanceOf(TrainingStatus.Running.class);
    }

    private void submit(Optional<LoopConfig> config) {
        offered(config).submit("late", "run-1", 1, "runs/late/run-1/request.json");
    }

    private OfferedTraining offered(Optional<LoopConfig> config) {
        return new OfferedTraining(service, Set.of("vertex-pipelines", "vertex-custom"), model -> config);
    }

    private static LoopConfig config(String named) {
        byte[] file = ("model: late\ndata: {label: late}\ntraining: {service: " + named + "}\n").getBytes(UTF_8);
        return ((LoopConfigReader.Result.Valid) LoopConfigReader.read(file, "loop.yaml")).config();
    }
}
