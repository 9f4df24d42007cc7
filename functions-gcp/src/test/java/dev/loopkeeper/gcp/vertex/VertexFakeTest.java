package dev.loopkeeper.gcp.vertex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.rest.RestAnswer;
import dev.loopkeeper.edge.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fake proves something only as long as it refuses. */
class VertexFakeTest {
    private static final String ENDPOINT = VertexWorld.PARENT + "/endpoints/late";

    private final VertexWorld world = new VertexWorld();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void shouldRefuseAFieldThatDoesNotExist() {
        world.fake().endpoints().create(ENDPOINT, "late");
        assertThat(send("PATCH", ENDPOINT + "?updateMask=trafficSplit", "{'trafficSplits': {'1': 100}}")
                        .reason())
                .contains("trafficSplits");
        assertThat(send("POST", ENDPOINT + ":deployModel", "{'deployedModel': {'machineType': 'n1'}}")
                        .reason())
                .contains("machineType");
    }

    @Test
    void shouldRefuseASplitThatServesPartOfTheTraffic() {
        world.modelWithVersions("late", 1);
        world.fake().endpoints().create(ENDPOINT, "late");
        world.fake().endpoints().deployByHand(ENDPOINT, "1", VertexWorld.PARENT + "/models/late", "1", "x");
        String mask = "?updateMask=trafficSplit";
        assertThat(send("PATCH", ENDPOINT + mask, "{'trafficSplit': {'1': 99}}").status())
                .isEqualTo(400);
        assertThat(send("PATCH", ENDPOINT + mask, "{'trafficSplit': {'2': 100}}")
                        .status())
                .isEqualTo(400);
        assertThat(send("PATCH", ENDPOINT + mask, "{'trafficSplit': {'1': 100}, 'etag': 'old'}")
                        .status())
                .isEqualTo(409);
        assertThat(send("PATCH", ENDPOINT + mask, "{'trafficSplit': {'1': 100}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseAPathThatDoesNotExist() {
        assertThat(send("POST", ENDPOINT + ":shift", "{}").ok()).isFalse();
    }

    private RestAnswer send(String method, String resource, String json) {
        JsonNode body = Json.tree(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "body");
        return world.api().send(method, resource, body, true, "test");
    }
}
