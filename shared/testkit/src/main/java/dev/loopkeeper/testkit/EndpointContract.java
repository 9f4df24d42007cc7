package dev.loopkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.TrafficSplit;
import org.junit.jupiter.api.Test;

/** What every {@link Endpoint} must keep. Each test gets an endpoint that serves nothing. */
public abstract class EndpointContract {
    /** The adapter under test; every call of one test talks to the same service. */
    protected abstract Endpoint endpoint();

    /** Name of an endpoint that exists and serves nothing. */
    protected abstract String name();

    /** Key of an artefact that can be deployed. */
    protected abstract String artifact();

    /** Returns when a deployed version is ready, or fails the test; a fake may simply let it finish. */
    protected abstract void awaitReady(String version);

    /** Sets the split as a person would, past the adapter. */
    protected abstract void editByHand(TrafficSplit split);

    @Test
    void shouldServeNothingBeforeTheFirstShift() {
        assertThat(read().split()).isEmpty();
        assertThat(read().deployments()).isEmpty();
        deployReady("v1");
        assertThat(read().split()).as("a deployment takes no traffic by itself").isEmpty();
    }

    @Test
    void shouldDeployOnceAndSayWhenItIsReady() {
        endpoint().deploy(name(), "v1", artifact());
        endpoint().deploy(name(), "v1", artifact());
        assertThat(read().deployments()).containsOnlyKeys("v1");
        awaitReady("v1");
        assertThat(read().ready("v1")).isTrue();
        String token = read().token();
        endpoint().deploy(name(), "v1", artifact());
        assertThat(read().ready("v1")).as("a repeat does not start again").isTrue();
        assertThat(read().token()).isEqualTo(token);
        assertThat(read().ready("v2")).isFalse();
    }

    @Test
    void shouldSetTheWholeSplit() {
        deployReady("v1");
        assertThat(endpoint().shift(name(), TrafficSplit.all("v1"), read().token()))
                .isTrue();
        assertThat(read().split()).contains(TrafficSplit.all("v1"));
        deployReady("v2");
        assertThat(read().split()).as("a new deployment starts at weight 0").contains(TrafficSplit.all("v1"));
        TrafficSplit canary = TrafficSplit.canary("v1", "v2", 5);
        assertThat(endpoint().shift(name(), canary, read().token())).isTrue();
        assertThat(read().split()).contains(canary);
        assertThat(endpoint().shift(name(), canary, read().token()))
                .as("a repeat")
                .isTrue();
        assertThat(read().split()).contains(canary);
        assertThat(endpoint().shift(name(), TrafficSplit.all("v2"), read().token()))
                .isTrue();
        assertThat(read().split()).contains(TrafficSplit.all("v2"));
        assertThat(read().deployments())
                .as("the previous version stays deployed")
                .containsKeys("v1", "v2");
    }

    @Test
    void shouldRefuseAShiftWithAStaleToken() {
        serveFrom("v1");
        deployReady("v2");
        EndpointView stale = read();
        if (!stale.conditional()) {
            return; // The service takes shifts unconditionally and says so.
        }
        assertThat(endpoint().shift(name(), TrafficSplit.canary("v1", "v2", 5), stale.token()))
                .isTrue();
        assertThat(read().token()).isNotEqualTo(stale.token());
        assertThat(endpoint().shift(name(), TrafficSplit.all("v2"), stale.token()))
                .isFalse();
        assertThat(read().split()).contains(TrafficSplit.canary("v1", "v2", 5));
    }

    @Test
    void shouldRefuseAShiftAfterAnEditByHand() {
        serveFrom("v1");
        deployReady("v2");
        EndpointView before = read();
        editByHand(TrafficSplit.canary("v1", "v2", 50));
        assertThat(read().split()).contains(TrafficSplit.canary("v1", "v2", 50));
        if (!before.conditional()) {
            return; // The service takes shifts unconditionally and says so.
        }
        assertThat(endpoint().shift(name(), TrafficSplit.canary("v1", "v2", 5), before.token()))
                .isFalse();
        assertThat(read().split()).contains(TrafficSplit.canary("v1", "v2", 50));
    }

    @Test
    void shouldRefuseASplitWithAVersionThatIsNotReady() {
        serveFrom("v1");
        assertThatThrownBy(() -> endpoint().shift(name(), TrafficSplit.canary("v1", "v9", 5), read().token()))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("v9");
        assertThat(read().split()).contains(TrafficSplit.all("v1"));
    }

    @Test
    void shouldUndeployOnlyWhatHasNoTraffic() {
        serveFrom("v1");
        deployReady("v2");
        endpoint().undeploy(name(), "v2");
        endpoint().undeploy(name(), "v2");
        endpoint().undeploy(name(), "never-was");
        assertThat(read().deployments()).containsOnlyKeys("v1");
        assertThatThrownBy(() -> endpoint().undeploy(name(), "v1"))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("v1");
        assertThat(read().split()).contains(TrafficSplit.all("v1"));
        assertThat(read().ready("v1")).isTrue();
    }

    @Test
    void shouldDeployAgainWhatWasUndeployed() {
        serveFrom("v1");
        deployReady("v2");
        endpoint().undeploy(name(), "v2");
        deployReady("v2");
        assertThat(read().deployments()).containsKeys("v1", "v2");
    }

    private void serveFrom(String version) {
        deployReady(version);
        assertThat(endpoint().shift(name(), TrafficSplit.all(version), read().token()))
                .isTrue();
    }

    private void deployReady(String version) {
        endpoint().deploy(name(), version, artifact());
        awaitReady(version);
    }

    private EndpointView read() {
        return endpoint().read(name());
    }
}
