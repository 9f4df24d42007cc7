package dev.loopkeeper.azure.ml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.rollout.Shift;
import dev.loopkeeper.rollout.ShiftMark;
import dev.loopkeeper.rollout.TrafficSplit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointResourceTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void shouldKeepFieldsThatNobodyKnowsByteForByte() throws Exception {
        String kept = "\"location\":\"northeurope\",\"identity\":{\"type\":\"SystemAssigned\",\"principalId\":\"p\"},"
                + "\"kind\":\"Managed\",\"sku\":{\"name\":\"Default\",\"capacity\":1},\"zones\":[\"1\",2.50,null],";
        String inner = "\"authMode\":\"AADToken\",\"deepest\":{\"of\":[{\"all\":1e400}]},\"mirrorTraffic\":{\"x\":10},";
        String traffic = "\"traffic\":{\"lk-v1\":95,\"lk-v2\":5}";
        String body = "{" + kept + "\"properties\":{" + inner + "\"traffic\":{\"lk-v1\":100}}"
                + ",\"tags\":{\"team\":\"ops\"}}";
        ShiftMark mark = ShiftMark.parse("7.00000000.11111111").orElseThrow();
        EndpointResource read = EndpointResource.of("late", tree(body), List.of(deployment("v1"), deployment("v2")));
        assertThat(MAPPER.writeValueAsString(read.replacement(Shift.to(TrafficSplit.canary("v1", "v2", 5), 7), mark)))
                .isEqualTo(MAPPER.writeValueAsString(tree("{" + kept + "\"properties\":{" + inner + traffic
                        + "},\"tags\":{\"team\":\"ops\",\"loopkeeper-shift\":\"7.00000000.11111111\"}}")));
    }

    @ParameterizedTest
    @CsvSource({"v3, lk-v3", "V3, lk-v3-", "3.1, lk-3-1-", "a-very-long-version-name-of-somebody, lk-a-very-long-ve-"})
    void shouldNameDeploymentsByTheirVersion(String version, String beginning) {
        assertThat(DeploymentName.of(version))
                .startsWith(beginning)
                .matches("[a-z][a-z0-9-]{1,30}[a-z0-9]")
                .isEqualTo(DeploymentName.of(version));
        assertThat(DeploymentName.version(DeploymentName.of(version), "late", version))
                .isEqualTo(version);
        assertThat(DeploymentName.version("blue", "late", version)).isEqualTo("blue@late");
    }

    @Test
    void shouldKnowADeploymentByItsNameInAnyCase() throws Exception {
        ObjectNode body = tree("{\"properties\":{\"traffic\":{\"Blue\":40,\"LK-V1\":60}}}");
        EndpointResource read =
                EndpointResource.of("late", body, List.of(deployment("v1"), tree("{\"name\":\"blue\"}")));
        assertThat(read.split()).contains(new TrafficSplit(new TreeMap<>(Map.of("blue@late", 40, "v1", 60))));
        assertThat(read.states()).containsOnlyKeys("blue@late", "v1");
    }

    @Test
    void shouldTellAVersionItsNameAndWhoItIs() {
        Workspace workspace = Workspace.of("0".repeat(36), "rg", "loops", "westeurope");
        EndpointServing serving = EndpointServing.from(Map.of(
                "AZURE_ML_SERVING_STORE", "wasbs://state@x.example",
                "AZURE_ML_SERVING_CLIENT_ID", "11111111-2222-3333-4444-555555555555"));
        ObjectNode body =
                new DeploymentRequest(workspace, serving).of("v3", "runs/late/run-1/attempt-1/model", "westeurope");
        assertThat(body.path("properties").path("environmentVariables").toString())
                .contains("\"LOOPKEEPER_VERSION\":\"v3\"", "\"LOOPKEEPER_ARTIFACT\":\"model\"")
                .contains("\"AZURE_CLIENT_ID\":\"11111111-2222-3333-4444-555555555555\"");
    }

    private static ObjectNode deployment(String version) throws Exception {
        return tree("{\"name\":\"" + DeploymentName.of(version) + "\",\"tags\":{\"loopkeeper-version\":\"" + version
                + "\"},\"properties\":{}}");
    }

    private static ObjectNode tree(String json) throws Exception {
        return (ObjectNode) MAPPER.readTree(json);
    }
}
