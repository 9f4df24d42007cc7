package dev.loopkeeper.gcp.vertex;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VertexEndpointTest {
    private static final String RESOURCE = VertexWorld.PARENT + "/endpoints/late";
    private static final String MODEL = VertexWorld.PARENT + "/models/late";

    private final VertexWorld world = new VertexWorld();
    private final VertexEndpoint endpoint = world.endpoint();

    @BeforeEach
    void makeEndpoint() {
        world.modelWithVersions("late", 9);
        world.fake().endpoints().create(RESOURCE, "Late arrivals");
        world.fake().operations().takePolls(1_000);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void shouldAdoptTheDeploymentWhoseAnswerWasLost() {
        world.fake().faults().loseNext("POST", ":deployModel");
        fails(LoopException.Kind.UNKNOWN_OUTCOME, () -> deploy("v3"));
        assertThat(read().deployments()).isEmpty();
        deploy("v3");
        assertThat(read().deployments()).containsExactly(Map.entry("v3", Deployment.DEPLOYING));
        world.fake().operations().endAll();
        assertThat(read().ready("v3")).isTrue();
        assertThat(world.fake().operations().started()).isEqualTo(1);
    }

    @Test
    void shouldAskAgainWhenAnAdoptedDeploymentNeverAppears() {
        world.fake().endpoints().failNextDeployment("out of machines");
        world.fake().faults().loseNext("POST", ":deployModel");
        fails(LoopException.Kind.UNKNOWN_OUTCOME, () -> deploy("v3"));
        deploy("v3");
        world.fake().operations().endAll();
        assertThat(read().deployments()).containsEntry("v3", Deployment.DEPLOYING);
        world.pass(Duration.ofMinutes(31));
        assertThat(read().deployments()).isEmpty();
        deploy("v3");
        world.fake().operations().endAll();
        assertThat(read().ready("v3")).isTrue();
    }

    @Test
    void shouldSayThatADeploymentFailedAndTakeAnotherOne() {
        world.fake().endpoints().failNextDeployment("the container never became healthy");
        deploy("v3");
        assertThat(read().deployments()).containsEntry("v3", Deployment.DEPLOYING);
        world.fake().operations().endAll();
        assertThat(read().deployments()).containsEntry("v3", Deployment.FAILED);
        assertThat(read().reasons()).containsOnlyKeys("v3");
        assertThat(read().reasons().get("v3")).contains("the container never became healthy");
        deploy("v3");
        assertThat(read().deployments()).containsEntry("v3", Deployment.DEPLOYING);
        assertThat(read().reasons()).isEmpty();
        endpoint.undeploy("late", "never-was");
    }

    @Test
    void shouldSayThatADeploymentFailedWhenItIsRefusedAtOnce() {
        String message = "machine n1-standard-99 is not supported";
        world.fake().faults().refuseNext("POST", ":deployModel", 400, "INVALID_ARGUMENT", message);
        deploy("v3");
        assertThat(read().deployments()).containsExactly(Map.entry("v3", Deployment.FAILED));
        assertThat(read().reasons()).isEqualTo(Map.of("v3", message));
        endpoint.undeploy("late", "v3");
        assertThat(read().deployments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, FAILED_PRECONDITION, There are other operations running on the endpoint",
        "409, ABORTED, The operation was aborted",
        "409, CONFLICT, Endpoint 1234567890 is changing"
    })
    void shouldAskAgainWhenSomethingElseIsInTheWayOfADeployment(int status, String word, String message) {
        world.fake().faults().refuseNext("POST", ":deployModel", status, word, message);
        fails(LoopException.Kind.TRANSIENT, () -> deploy("v3"));
        assertThat(read().deployments()).as("nothing is on its way").isEmpty();
        deployReady("v3");
        assertThat(read().ready("v3")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "409, ALREADY_EXISTS, exists",
        "400, ALREADY_EXISTS, exists",
        "409, ABORTED, DeployedModel ID is already being deployed",
        "400, INVALID_ARGUMENT, DeployedModel ID already exists"
    })
    void shouldAdoptADeploymentThatHasOurId(int status, String word, String message) {
        String named = message.replace("ID", DeployedModelId.of("v3"));
        world.fake().faults().refuseNext("POST", ":deployModel", status, word, named);
        deploy("v3");
        assertThat(read().deployments()).containsExactly(Map.entry("v3", Deployment.DEPLOYING));
    }

    @Test
    void shouldTryLaterWhenTheServiceIsBusyOrTheVersionIsNotVisibleYet() {
        world.fake().faults().answerNext("POST", ":deployModel", 429);
        fails(LoopException.Kind.TRANSIENT, () -> deploy("v3"));
        fails(LoopException.Kind.TRANSIENT, () -> deploy("v99"));
        world.fake().faults().answerNext("GET", "/endpoints/late", 503);
        assertThat(read().deployments()).isEmpty();
    }

    @Test
    void shouldStopADeploymentThatIsNoLongerWanted() {
        deploy("v3");
        fails(LoopException.Kind.TRANSIENT, () -> endpoint.undeploy("late", "v3"));
        endpoint.undeploy("late", "v3");
        assertThat(read().deployments()).isEmpty();
        world.fake().operations().endAll();
        assertThat(read().deployments()).isEmpty();
    }

    @Test
    void shouldForgetADeploymentThatSomebodyUndoes() {
        deployReady("v3");
        world.fake().endpoints().undeployByHand(RESOURCE, DeployedModelId.of("v3"));
        assertThat(read().deployments()).as("a read may be older").containsEntry("v3", Deployment.DEPLOYING);
        world.pass(Duration.ofMinutes(6));
        assertThat(read().deployments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "409, ABORTED, etag mismatch",
        "400, FAILED_PRECONDITION, The endpoint was changed",
        "400, INVALID_ARGUMENT, Specified `etag` does not match server `etag`",
        "412, CONDITION_NOT_MET, precondition"
    })
    void shouldSeeEveryFormOfAStaleToken(int status, String word, String message) {
        deployReady("v3");
        world.fake().endpoints().refuseStaleWith(status, word, message);
        String token = read().token();
        // The endpoint changes after the adapter looked, so that the service itself has to refuse.
        world.fake().faults().beforeNext("PATCH", "/endpoints/late", () -> world.fake()
                .endpoints()
                .shiftByHand(RESOURCE, Map.of()));
        assertThat(endpoint.shift("late", TrafficSplit.all("v3"), token)).isFalse();
        assertThat(read().split()).isEmpty();
    }

    @Test
    void shouldNotTakeAShiftForRefusedThatLandedUnheard() {
        deployReady("v3");
        world.fake().faults().loseNext("PATCH", "/endpoints/late");
        assertThat(endpoint.shift("late", TrafficSplit.all("v3"), read().token()))
                .as("its own write made the token stale")
                .isFalse();
        assertThat(read().split()).contains(TrafficSplit.all("v3"));
        assertThat(endpoint.shift("late", TrafficSplit.all("v3"), read().token()))
                .isTrue();
    }

    @Test
    void shouldMakeOldTokensWorthlessAlsoWhenTheOldSplitComesBack() {
        world.fake().endpoints().makeEtagsOfContent();
        deployReady("v3");
        deployReady("v4");
        endpoint.shift("late", TrafficSplit.all("v3"), read().token());
        String old = read().token();
        endpoint.shift("late", TrafficSplit.canary("v3", "v4", 5), old);
        endpoint.shift("late", TrafficSplit.all("v3"), read().token());
        assertThat(endpoint.shift("late", TrafficSplit.canary("v3", "v4", 25), old))
                .isFalse();
        String current = read().token();
        assertThat(endpoint.shift("late", TrafficSplit.all("v3"), current)).isTrue();
        assertThat(endpoint.shift("late", TrafficSplit.canary("v3", "v4", 25), current))
                .as("a shift that changes no weight is a shift")
                .isFalse();
        assertThat(read().split()).contains(TrafficSplit.all("v3"));
    }

    @Test
    void shouldKeepTheLabelsOfOthers() {
        world.fake().endpoints().label(RESOURCE, "team", "ops");
        deployReady("v3");
        endpoint.shift("late", TrafficSplit.all("v3"), read().token());
        assertThat(world.fake().endpoints().state(RESOURCE).getLabelsMap())
                .isEqualTo(Map.of("team", "ops", "loopkeeper_shift", "1"));
    }

    @Test
    void shouldTakeOverWhatOthersDeployed() {
        world.fake().endpoints().deployByHand(RESOURCE, "4992345118237384704", MODEL + "@7", "7", "late");
        world.fake().endpoints().deployByHand(RESOURCE, "11", MODEL, "8", "v8");
        world.fake().endpoints().shiftByHand(RESOURCE, Map.of("4992345118237384704", 90, "11", 10));
        String seven = "late@7.4992345118237384704";
        assertThat(read().split()).contains(new TrafficSplit(new TreeMap<>(Map.of(seven, 90, "late@8.11", 10))));
        assertThat(read().ready(seven)).isTrue();
        deployReady("v3");
        assertThat(endpoint.shift("late", TrafficSplit.canary(seven, "v3", 5), read().token()))
                .isTrue();
        assertThat(world.fake().endpoints().state(RESOURCE).getTrafficSplitMap())
                .isEqualTo(Map.of("4992345118237384704", 95, DeployedModelId.of("v3"), 5));
        assertThat(DeployedModelId.find(seven)).isEqualTo("4992345118237384704");
        assertThat(DeployedModelId.find("v3")).isEqualTo(DeployedModelId.of("v3"));
    }

    @Test
    void shouldNotUndeployWhatGotTrafficSinceItWasRead() {
        deployReady("v3");
        deployReady("v4");
        world.fake().faults().beforeNext("POST", ":undeployModel", () -> world.fake()
                .endpoints()
                .shiftByHand(RESOURCE, Map.of(DeployedModelId.of("v3"), 100)));
        fails(LoopException.Kind.CONFLICT, () -> endpoint.undeploy("late", "v3"));
        assertThat(read().ready("v3")).isTrue();
    }

    @Test
    void shouldFindAnEndpointByItsDisplayName() {
        String numbered = VertexWorld.PARENT + "/endpoints/812345678901234567";
        world.fake().endpoints().create(numbered, "arrivals");
        endpoint.deploy("arrivals", "v3", VertexWorld.ARTIFACT);
        world.fake().operations().endAll();
        assertThat(endpoint.read("arrivals").ready("v3")).isTrue();
        assertThat(endpoint.id("arrivals")).isEqualTo("812345678901234567");
        assertThatThrownBy(() -> endpoint.read("departures"))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("departures")
                .hasMessageContaining("rollout.endpoint");
    }

    @Test
    void shouldRefuseAnArtefactThatBelongsToNoRun() {
        fails(LoopException.Kind.POISON, () -> endpoint.deploy("late", "v3", "elsewhere/model.bin"));
        fails(LoopException.Kind.POISON, () -> endpoint.deploy("late", "champion", VertexWorld.ARTIFACT));
    }

    private void deployReady(String version) {
        deploy(version);
        world.fake().operations().endAll();
    }

    private void deploy(String version) {
        endpoint.deploy("late", version, VertexWorld.ARTIFACT);
    }

    private EndpointView read() {
        return endpoint.read("late");
    }

    private static void fails(LoopException.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(LoopException.class, e -> assertThat(e.kind())
                .as(e.getMessage())
                .isEqualTo(kind));
    }
}
