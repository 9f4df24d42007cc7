package dev.loopkeeper.gcp.vertex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VertexNamesTest {
    @Test
    void shouldGiveEachVersionAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        for (int i = 1; i <= 20_000; i++) {
            String id = DeployedModelId.of("v" + i);
            assertThat(id).matches("[1-9][0-9]{9}");
            ids.add(id);
        }
        assertThat(ids).hasSize(20_000);
    }

    @Test
    void shouldSayTheVersionInTheIdBecauseTheServingImageReadsItThere() {
        assertThat(DeployedModelId.of("v3")).isEqualTo("1000000003");
        assertThat(DeployedModelId.of("v999999999")).isEqualTo("1999999999");
    }

    @Test
    void shouldKeepWhatIsALabelAndRewriteWhatIsNone() {
        assertThat(Labels.value("run-20261122t090000z_1")).isEqualTo("run-20261122t090000z_1");
        for (String odd : new String[] {"", "Run 1", "r".repeat(64), "1/2", "été", "-"}) {
            assertThat(Labels.value(odd)).as(odd).matches("[a-z0-9_-]{1,63}");
            assertThat(Labels.jobId(odd)).as(odd).matches("[a-z][-a-z0-9]{0,126}");
        }
        assertThat(Labels.value("Run 1")).isNotEqualTo(Labels.value("run-1")).isNotEqualTo(Labels.value("run 1"));
    }

    @Test
    void shouldSayWhichSettingIsWrong() {
        assertThatThrownBy(() -> VertexServing.from(
                        Map.of("VERTEX_SERVING_IMAGE", "i", "VERTEX_MIN_REPLICAS", "3", "VERTEX_MAX_REPLICAS", "2")))
                .hasMessageContaining("VERTEX_MIN_REPLICAS");
        assertThatThrownBy(() -> VertexPlace.of("p", "europe-west4", "gs://bucket"))
                .hasMessageContaining("gs://bucket");
        assertThat(VertexPlace.of("p", "europe-west4", "bucket").host())
                .isEqualTo("https://europe-west4-aiplatform.googleapis.com");
    }
}
