package dev.loopkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.TrafficSplit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemoryEndpointTest {
    @Nested
    class Conditional extends Fake {
        Conditional() {
            super(MemoryEndpoint.conditional());
        }
    }

    @Nested
    class Unconditional extends Fake {
        Unconditional() {
            super(MemoryEndpoint.unconditional());
        }
    }

    @Test
    void shouldLandAHeldShiftOverANewerOne() {
        MemoryEndpoint endpoint = MemoryEndpoint.unconditional();
        endpoint.deploy("e", "v1", "a");
        endpoint.deploy("e", "v2", "a");
        endpoint.finishDeployments("e");
        String token = endpoint.read("e").token();
        endpoint.holdNextShift("e");
        assertThat(endpoint.shift("e", TrafficSplit.canary("v1", "v2", 5), token))
                .isTrue();
        assertThat(endpoint.shift("e", TrafficSplit.all("v1"), token)).isTrue();
        assertThat(endpoint.read("e").split()).contains(TrafficSplit.all("v1"));
        assertThat(endpoint.landHeldShifts("e")).isEqualTo(1);
        assertThat(endpoint.read("e").split()).contains(TrafficSplit.canary("v1", "v2", 5));
        assertThat(endpoint.history("e")).hasSize(2);
    }

    private abstract static class Fake extends EndpointContract {
        private final MemoryEndpoint endpoint;

        Fake(MemoryEndpoint endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        protected Endpoint endpoint() {
            return endpoint;
        }

        @Override
        protected String name() {
            return "late-arrivals";
        }

        @Override
        protected String artifact() {
            return "runs/late-arrivals/run-1/model.bin";
        }

        @Override
        protected void awaitReady(String version) {
            endpoint.finishDeployments(name());
        }

        @Override
        protected void editByHand(TrafficSplit split) {
            endpoint.editByHand(name(), split);
        }
    }
}
