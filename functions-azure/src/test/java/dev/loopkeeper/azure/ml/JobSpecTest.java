package dev.loopkeeper.azure.ml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSpecTest {
    static final String COMMAND =
            "{\"jobType\":\"Command\",\"command\":\"train\",\"environmentId\":\"azureml:train:1\"}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PREFER | 1 | ''                                         | Spot
            PREFER | 2 | ''                                         | ''
            ONLY   | 2 | ''                                         | Spot
            NEVER  | 1 | ''                                         | ''
            ONLY   | 1 | ,"queueSettings":{"jobTier":"Standard"}    | Standard
            ONLY   | 1 | ,"computeId":"my-cluster"                  | ''
            """)
    void shouldAskForSpotWhereTheFileLeavesItOpen(LoopConfig.Spot spot, int attempt, String more, String tier) {
        JobSpec job = JobSpec.of(tree(COMMAND.replace("}", more + "}")), "late");
        job.fit(spot, Optional.of("PT2H"), attempt == 1);
        assertThat(job.properties().at("/queueSettings/jobTier").asText()).isEqualTo(tier);
        assertThat(job.properties().at("/limits/timeout").asText()).isEqualTo("PT2H");
    }

    @Test
    void shouldUnderstandAWholeResource() {
        JobSpec job = JobSpec.of(tree("{\"name\":\"a\",\"properties\":" + COMMAND + "}"), "late");
        assertThat(job.properties().path("command").asText()).isEqualTo("train");
    }

    static ObjectNode tree(String json) {
        return (ObjectNode) Json.tree(json.getBytes(UTF_8), "a job");
    }
}
