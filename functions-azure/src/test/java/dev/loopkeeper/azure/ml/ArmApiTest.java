package dev.loopkeeper.azure.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.azure.ml.fake.ArmOperations;
import dev.loopkeeper.edge.LoopException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
