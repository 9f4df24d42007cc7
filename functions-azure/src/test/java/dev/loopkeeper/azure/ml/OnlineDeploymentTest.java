package dev.loopkeeper.azure.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.EndpointView.Deployment;
import dev.loopkeeper.rollout.TrafficSplit;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnlineDeploymentTest {
    private final EndpointWorld world = new EndpointWorld();
    private final OnlineEndpoint endpoint = world.endpoint();

    @BeforeEach
    void serveFromOneVersion() {
        world.ml().fake().operations().take(Duration.ZERO, 0);
        deploy("v1");
        deploy("v2");
        assertThat(endpoint.shift("late", TrafficSplit.all("v1"), read().token()))
                .isTrue();
        world.ml().fake().operations().take(Duration.ofMinutes(1), 1);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void shouldSayWhyADeploymentFailedAndTakeAnotherOne() {
        world.ml().fake().operations().failNext("OutOfCapacity: no\nStandard_DS2_v2 left");
        deploy("v3");
        assertThat(read().deployments()).containsEntry("v3", Deployment.DEPLOYING);
        world.endAll();
        assertThat(read().deployments()).containsEntry("v3", Deployment.FAILED);
        assertThat(read().reasons().get("v3")).isEqualTo("UserError OutOfCapacity: no Standard_DS2_v2 left");
        deploy("v3");
        world.endAll();
        assertThat(read().ready("v3")).isTrue();
        assertThat(read().reasons()).isEmpty();
    }

    @Test
    void shouldSayWhyADeploymentNeverBegan() {
        world.ml().fake().faults().refuse(1, "PUT", "deployments/lk-v3", 400, "BadArgument", "no such instance type");
        deploy("v3");
        assertThat(read().deployments()).containsEntry("v3", Deployment.FAILED);
        assertThat(read().reasons()).containsEntry("v3", "no such instance type");
        endpoint.undeploy("late", "v3");
        assertThat(read().deployments()).doesNotContainKey("v3");
    }

    @Test
    void shouldAdoptADeploymentWhoseAnswerWasLost() {
        world.ml().fake().faults().loseNext("PUT", "deployments/lk-v3");
        deploy("v3");
        deploy("v3");
        assertThat(world.deployments().puts())
                .as("two versions before, and this one once")
                .isEqualTo(3);
        assertThat(read().deployments()).containsEntry("v3", Deployment.DEPLOYING);
        world.endAll();
        assertThat(read().ready("v3")).isTrue();
    }

    @Test
    void shouldTakeOverWhatOthersDeployed() {
        world.endpoints().create("other");
        world.deployments().addByHand("other", "blue");
        world.endpoints().shiftByHand("other", Map.of("blue", 100));
        EndpointView view = endpoint.read("other");
        assertThat(view.split()).contains(TrafficSplit.all("blue@other"));
        assertThat(view.ready("blue@other")).isTrue();
        assertThat(view.conditional()).as("nothing of ours stands there").isTrue();
        endpoint.deploy("other", "v3", EndpointWorld.ARTIFACT);
        world.endAll();
        endpoint.shift(
                "other",
                TrafficSplit.canary("blue@other", "v3", 5),
                endpoint.read("other").token());
        world.endAll();
        assertThat(endpoint.read("other").split())
                .contains(new TrafficSplit(new TreeMap<>(Map.of("blue@other", 95, "v3", 5))));
        assertThat(DeploymentName.find("blue@other")).isEqualTo("blue");
    }

    @Test
    void shouldKeepAVersionReadyThatServesWhileSomebodyChangesIt() {
        world.deployments().stateByHand("late", "lk-v1", "Updating");
        world.deployments().stateByHand("late", "lk-v2", "Updating");
        assertThat(read().ready("v1")).isTrue();
        assertThat(read().ready("v2")).isFalse();
    }

    @Test
    void shouldAskAgainForARemovalThatFailedOnItsWay() {
        deploy("v3");
        world.endAll();
        world.ml().fake().operations().failNext("InternalError: no");
        assertThat(endpoint.remove("late", "v3")).as("on its way").isFalse();
        assertThat(endpoint.remove("late", "v3")).as("still on its way").isFalse();
        world.endAll();
        assertThat(read().deployments()).containsEntry("v3", Deployment.FAILED);
        assertThat(endpoint.remove("late", "v3")).as("asked for again").isFalse();
        world.endAll();
        assertThat(endpoint.remove("late", "v3")).isTrue();
        assertThat(read().deployments()).doesNotContainKey("v3");
    }

    @Test
    void shouldNotRemoveWhatGetsMirroredRequests() {
        world.endpoints().mirrorByHand("late", "lk-v2", 10);
        fails(LoopException.Kind.CONFLICT, "mirrored", () -> endpoint.undeploy("late", "v2"));
    }

    @Test
    void shouldNameAnEndpointThatDoesNotExist() {
        fails(LoopException.Kind.POISON, "rollout.endpoint", () -> endpoint.read("departures"));
        fails(LoopException.Kind.POISON, "3 to 32", () -> endpoint.read("no/../such"));
        fails(LoopException.Kind.POISON, "v3", () -> endpoint.deploy("late", "champion", EndpointWorld.ARTIFACT));
    }

    private void deploy(String version) {
        endpoint.deploy("late", version, EndpointWorld.ARTIFACT);
    }

    private EndpointView read() {
        return endpoint.read("late");
    }

    private static void fails(LoopException.Kind kind, String part, ThrowingCallable call) {
        assertThatThrownBy(call).hasMessageContaining(part).isInstanceOfSatisfying(LoopException.class, e -> assertThat(
                        e.kind())
                .as(e.getMessage())
                .isEqualTo(kind));
    }
}
