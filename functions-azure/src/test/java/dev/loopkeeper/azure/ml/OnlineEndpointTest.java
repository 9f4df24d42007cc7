package dev.loopkeeper.azure.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.Shift;
import dev.loopkeeper.rollout.TrafficSplit;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineEndpointTest {
    private static final TrafficSplit CANARY = TrafficSplit.canary("v1", "v2", 5);
    private static final String PUT_PATH = "onlineEndpoints/late";

    private final EndpointWorld world = new EndpointWorld();
    private final OnlineEndpoint endpoint = world.endpoint();

    @BeforeEach
    void serveFromOneVersion() {
        world.ml().fake().operations().take(Duration.ZERO, 0);
        deploy("v1");
        deploy("v2");
        assertThat(shift(TrafficSplit.all("v1"), 1)).isTrue();
        world.ml().fake().operations().take(Duration.ofMinutes(1), 1);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void shouldSayThatAShiftIsDoneOnlyWhenItShows() {
        assertThat(shift(CANARY, 2)).as("on its way").isFalse();
        assertThat(shift(CANARY, 2)).as("still on its way").isFalse();
        assertThat(world.endpoints().puts()).isEqualTo(2);
        world.endAll();
        assertThat(shift(CANARY, 2)).isTrue();
        assertThat(world.endpoints().puts()).as("written once").isEqualTo(2);
        assertThat(read().split()).contains(CANARY);
    }

    @Test
    void shouldWriteOnceMoreForAnotherChangeToTheSameSplit() {
        String old = read().token();
        assertThat(shift(TrafficSplit.all("v1"), 2)).isFalse();
        world.endAll();
        assertThat(shift(TrafficSplit.all("v1"), 2)).isTrue();
        assertThat(endpoint.shift("late", Shift.to(CANARY, 1), old))
                .as("a token from before is worthless although the split is the same")
                .isFalse();
        assertThat(world.endpoints().puts()).isEqualTo(2);
    }

    @Test
    void shouldNotTakeASplitForDoneThatShowsLate() {
        world.ml().fake().operations().take(Duration.ZERO, 1);
        world.ml().fake().operations().showLate(3);
        assertThat(shift(CANARY, 2)).isFalse();
        EndpointView early = read();
        assertThat(early.split()).as("done, and not visible yet").contains(TrafficSplit.all("v1"));
        assertThat(early.conditional())
                .as("nobody else's split: our mark explains it")
                .isFalse();
        assertThat(read().conditional()).isFalse();
        assertThat(read().split()).contains(CANARY);
        assertThat(shift(CANARY, 2)).isTrue();
        assertThat(world.endpoints().puts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 400})
    void shouldGiveWayToAnotherChangeThatBeganAfterItsLook(int status) {
        world.endpoints().refuseWhileUpdatingWith(status);
        String token = read().token();
        world.ml().fake().faults().beforeNext("PUT", PUT_PATH, () -> otherShift(TrafficSplit.canary("v1", "v2", 50)));
        assertThat(endpoint.shift("late", Shift.to(CANARY, 2), token)).isFalse();
        world.endAll();
        assertThat(read().split()).contains(TrafficSplit.canary("v1", "v2", 50));
    }

    @Test
    void shouldWriteNothingWhileTheEndpointIsUpdating() {
        shift(CANARY, 2);
        int calls = world.ml().fake().log().size();
        assertThat(shift(TrafficSplit.all("v1"), 3)).isFalse();
        deploy("v3");
        assertThat(endpoint.remove("late", "v2")).as("asked for again later").isFalse();
        fails(LoopException.Kind.CONFLICT, "v2", () -> {
            world.endAll();
            endpoint.undeploy("late", "v2");
        });
        assertThat(world.ml()
                        .fake()
                        .log()
                        .subList(calls, world.ml().fake().log().size()))
                .allMatch(call -> call.startsWith("GET"));
    }

    @Test
    void shouldReadBackAShiftWhoseAnswerWasLost() {
        world.ml().fake().faults().loseNext("PUT", PUT_PATH);
        fails(LoopException.Kind.UNKNOWN_OUTCOME, "late", () -> shift(CANARY, 2));
        world.endAll();
        assertThat(shift(CANARY, 2)).isTrue();
        assertThat(world.endpoints().puts()).isEqualTo(2);
    }

    @Test
    void shouldNotSendAShiftTwiceToAServiceThatIsNotWell() {
        world.ml().fake().faults().refuse(2, "PUT", PUT_PATH, 503);
        fails(LoopException.Kind.UNKNOWN_OUTCOME, "503", () -> shift(CANARY, 2));
        assertThat(world.endpoints().puts())
                .as("a later try might be a stale one")
                .isEqualTo(1);
    }

    @Test
    void shouldShiftAgainWhenTheOperationFails() {
        world.ml().fake().operations().failNext("no capacity to route");
        assertThat(shift(CANARY, 2)).isFalse();
        world.endAll();
        assertThat(read().split()).contains(TrafficSplit.all("v1"));
        assertThat(shift(CANARY, 2)).isFalse();
        world.endAll();
        assertThat(shift(CANARY, 2)).isTrue();
    }

    @Test
    void shouldTellAPersonsEditFromALateShiftOfOurs() {
        assertThat(read().conditional()).as("what our mark explains").isFalse();
        world.endpoints().shiftByHand("late", Map.of("lk-v1", 40, "lk-v2", 60));
        assertThat(read().conditional()).as("what no shift of ours has written").isTrue();
        String before = read().token();
        world.endpoints().shiftByHand("late", Map.of("lk-v1", 41, "lk-v2", 59));
        assertThat(endpoint.shift("late", Shift.to(CANARY, 2), before)).isFalse();
        assertThat(world.endpoints().puts()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAWriteThatNamesADeploymentThatIsGone() {
        String token = read().token();
        world.ml().fake().faults().beforeNext("PUT", PUT_PATH, () -> world.deployments()
                .removeByHand("late", "lk-v2"));
        assertThat(endpoint.shift("late", Shift.to(CANARY, 2), token)).isFalse();
        assertThat(read().split()).contains(TrafficSplit.all("v1"));
    }

    @Test
    void shouldKeepEverythingElseOfTheEndpoint() {
        var before = world.endpoints().state("late");
        world.endpoints().mirrorByHand("late", "lk-v2", 10);
        world.deployments().addByHand("late", "shadow");
        world.endpoints().mirrorByHand("late", "shadow", 10);
        shift(CANARY, 2);
        world.endAll();
        var after = world.endpoints().state("late");
        assertThat(after.path("identity")).isEqualTo(before.path("identity"));
        assertThat(after.path("kind")).isEqualTo(before.path("kind"));
        assertThat(after.path("sku")).isEqualTo(before.path("sku"));
        assertThat(after.path("location")).isEqualTo(before.path("location"));
        assertThat(after.path("tags").path("team").asText()).isEqualTo("ops");
        for (String field : new String[] {"authMode", "description", "properties", "scoringUri"}) {
            assertThat(after.path("properties").path(field))
                    .isEqualTo(before.path("properties").path(field));
        }
        assertThat(after.path("properties").path("mirrorTraffic").path("shadow").asInt())
                .isEqualTo(10);
    }

    @Test
    void shouldMirrorRequestsUntilTheVersionGetsLiveOnes() {
        Shift copies = new Shift(TrafficSplit.all("v1"), Optional.of(new Shift.Mirror("v2", 20)), 2);
        endpoint.shift("late", copies, read().token());
        world.endAll();
        assertThat(endpoint.shift("late", copies, read().token())).isTrue();
        assertThat(mirrored()).isEqualTo("{\"lk-v2\":20}");
        fails(LoopException.Kind.CONFLICT, "mirrored", () -> endpoint.undeploy("late", "v2"));
        shift(CANARY, 3);
        world.endAll();
        assertThat(shift(CANARY, 3)).isTrue();
        assertThat(mirrored()).isEqualTo("{}");
        shift(TrafficSplit.all("v1"), 4);
        world.endAll();
        endpoint.shift("late", new Shift(TrafficSplit.all("v1"), copies.mirror(), 5), read().token());
        world.endAll();
        shift(TrafficSplit.all("v1"), 6);
        world.endAll();
        assertThat(mirrored()).as("a rollback ends it").isEqualTo("{}");
    }

    private String mirrored() {
        return world.endpoints()
                .state("late")
                .path("properties")
                .path("mirrorTraffic")
                .toString();
    }

    /** Another function's shift, past every look of this one. */
    private void otherShift(TrafficSplit split) {
        OnlineEndpoint other = new OnlineEndpoint(world.ml().api(), world.ml().store(), EndpointServing.from(Map.of()));
        other.shift("late", Shift.to(split, 9), other.read("late").token());
    }

    private boolean shift(TrafficSplit split, long move) {
        return endpoint.shift("late", Shift.to(split, move), read().token());
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
