package dev.loopkeeper.testkit.sim;

import static org.assertj.core.api.Assertions.fail;

import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.TrafficSplit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The whole loop on a service without conditional writes: a stale write may land, and for how long it stays is bounded.
 */
class RereadTest {
    private static final long SEEDS = Long.getLong("loopkeeper.seeds", 3_000);

    /** Every endpoint is such a service. */
    private static class Reread implements Mutant {
        @Override
        public EndpointKind endpointKind(EndpointKind drawn) {
            return EndpointKind.REREAD;
        }
    }

    /** The token is the one that stands there when the shift is made, so nothing read before is compared. */
    private static final class Blind extends Reread {
        @Override
        public Endpoint endpoint(Endpoint endpoint, Supplier<LoopState> truth) {
            return new EndpointWrapper(endpoint) {
                @Override
                public boolean shift(String name, TrafficSplit split, String token, long move) {
                    return endpoint.shift(name, split, read(name).token(), move);
                }
            };
        }
    }

    @Test
    void shouldBoundTheExposureToAStaleWrite() {
        Campaign campaign = new Campaign(new Reread());
        Campaign.Report report = campaign.run(0, SEEDS, 2, 3);
        if (!report.failures().isEmpty()) {
            fail(Failure.describe(campaign, report.failures().get(0)));
        }
        System.out.println(report.coverage());
    }

    @Test
    void shouldExposeMoreWithoutTheSecondLook() {
        Campaign.Report report = new Campaign(new Blind()).run(0, 1_000, 2, 3);
        System.out.println(report.coverage());
        System.out.println(report.failures().size());
    }
}
