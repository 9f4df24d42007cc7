package dev.loopkeeper.azure.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.azure.ml.fake.ArmOperations;
import dev.loopkeeper.connectors.rest.RestClient;
import dev.loopkeeper.connectors.rest.RestStream;
import dev.loopkeeper.connectors.rest.Transport;
import dev.loopkeeper.edge.LoopException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArmApiTest {
    private final MlWorld world = new MlWorld();
    private final ArmApi api = world.api();

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void shouldSendItsTokenNowhereElse() {
        assertThatThrownBy(() -> api.operation(api.workspace().host() + ".evil.example/op", "an operation"))
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.POISON))
                .hasMessageContaining("evil.example");
        assertThat(world.fake().calls()).isEmpty();
    }

    /** Some services behind Resource Manager name its port, and host names know no case. */
    @Test
    void shouldFollowALinkThatSpellsTheSameHostOtherwise() {
        List<String> asked = new ArrayList<>();
        Transport pages = call -> {
            asked.add(call.uri().toString());
            String next = asked.size() == 1 ? ",\"nextLink\":\"https://Management.azure.com:443/next?page=2\"" : "";
            String body = "{\"value\":[{\"name\":\"" + asked.size() + "\"}]" + next + "}";
            return new RestStream(200, Map.of(), new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        };
        Workspace workspace = Workspace.of("00000000-0000-0000-0000-000000000000", "group", "work", "westeurope");
        ArmApi listing = new ArmApi(workspace, new RestClient(pages, call -> call, "", time -> {}));

        assertThat(listing.list("models", "", "models"))
                .extracting(item -> item.path("name").asText())
                .containsExactly("1", "2");
        for (String elsewhere : List.of(
                "https://management.azure.com:8443/op",
                "http://management.azure.com/op",
                "https://management.azure.com@evil.example/op",
                "https://me@management.azure.com/op",
                "//management.azure.com/op",
                "no address")) {
            assertThatThrownBy(() -> listing.operation(elsewhere, "an operation"))
                    .as(elsewhere)
                    .isInstanceOf(LoopException.class)
                    .hasMessageContaining("expected one at https://management.azure.com");
        }
        assertThat(asked).hasSize(2);
    }

    @Test
    void shouldShowHowAnOperationStands() {
        world.fake().operations().take(Duration.ofMinutes(1), 2);
        ArmAnswer answer = cancelled();
        String address = answer.operation().orElseThrow();
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.retryAfter()).contains(Duration.ofSeconds(10));
        assertThat(api.operation(address, "a stop").orElseThrow().isMissingNode())
                .as("202")
                .isTrue();
        world.pass(Duration.ofMinutes(2));
        assertThat(world.fake().operations().running("jobs/a-1"))
                .as("one more look")
                .isTrue();
        api.operation(address, "a stop");
        assertThat(world.fake().operations().running("jobs/a-1")).isFalse();
        assertThat(api.operation(address.replace("op-1", "op-9"), "a stop")).isEmpty();
    }

    @Test
    void shouldShowTheStateOfAnOperationAndWhatItDidLater() {
        List<String> seen = new ArrayList<>();
        world.fake().operations().take(Duration.ZERO, 1);
        world.fake().operations().showLate(2);
        String name = world.fake().operations().begin("jobs/a-1", recorded(seen));
        String address = world.fake().asyncOperation(name).get("Azure-AsyncOperation");
        List<String> states = new ArrayList<>();
        for (int look = 0; look < 3; look++) {
            states.add(api.operation(address, "a change")
                            .orElseThrow()
                            .path("status")
                            .asText()
                    + seen);
        }
        assertThat(states).containsExactly("Succeeded[ended]", "Succeeded[ended]", "Succeeded[ended, visible]");
        world.fake().operations().failNext("no quota");
        String failed = world.fake().operations().begin("jobs/a-1", recorded(seen));
        assertThat(api.operation(world.fake().asyncOperation(failed).get("Azure-AsyncOperation"), "a change")
                        .orElseThrow()
                        .at("/error/message")
                        .asText())
                .isEqualTo("no quota");
        assertThat(seen).containsExactly("ended", "visible", "failed: no quota");
    }

    @Test
    void shouldKeepWhatItDoesNotKnow() {
        ObjectNode resource = JobSpecTest.tree(
                "{\"id\":\"/x\",\"systemData\":{},\"new\":1,\"properties\":{\"provisioningState\":\"Succeeded\",\"newer\":{\"a\":2}}}");
        assertThat(Writable.of(resource).toString()).isEqualTo("{\"new\":1,\"properties\":{\"newer\":{\"a\":2}}}");
    }

    private ArmAnswer cancelled() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("properties", JobSpecTest.tree(JobSpecTest.COMMAND));
        api.put("jobs/a-1", body, "job a-1").expectOk();
        return api.post("jobs/a-1/cancel", "stop of job a-1").expectOk();
    }

    private static ArmOperations.Work recorded(List<String> seen) {
        return new ArmOperations.Work() {
            @Override
            public void ended(Optional<String> failure) {
                seen.add(failure.map(f -> "failed: " + f).orElse("ended"));
            }

            @Override
            public void visible() {
                seen.add("visible");
            }
        };
    }
}
