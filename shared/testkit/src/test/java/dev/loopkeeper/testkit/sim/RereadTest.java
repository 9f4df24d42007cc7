package dev.loopkeeper.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.Shift;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The whole loop on a service without conditional writes: a stale write may land, and the next look that finds the
 * service free puts it right.
 */
class RereadTest {
    /** Looks that began after a stale landing, found the service free, and did not put it right. */
    private static final int MOST_LOOKS = 2;

    private static final String LOOKS = "exposed for looks ";
    private static final String TICKS = "exposed for ticks ";

    /** A seed whose writer stands still between its second look and its write while others finish a shift. */
    private static final long STALE = 173;

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
                public boolean shift(String name, Shift wanted, String token) {
                    return endpoint.shift(name, wanted, read(name).token());
                }
            };
        }
    }

    @Test
    void shouldPutAStaleWriteRightAtTheNextLookThatCan() {
        Campaign campaign = new Campaign(new Reread());
        Campaign.Report report = campaign.run(0, Long.getLong("loopkeeper.seeds", 500), 2, 3);
        if (!report.failures().isEmpty()) {
            fail(Failure.describe(campaign, report.failures().get(0)));
        }
        Coverage met = report.coverage();
        System.out.printf(
                "simulated %d seeds without conditional writes: stale landings %d, late landings %d, most looks %d, most ticks %d%n",
                report.seeds(), met.of("stale landing"), met.of("late landing"), most(met, LOOKS), most(met, TICKS));
        assertThat(most(met, LOOKS)).isLessThanOrEqualTo(MOST_LOOKS);
        for (String seen : List.of("frozen across a rollback", "replaced whole", "mirrored")) {
            assertThat(met.of(seen)).as("%s was met", seen).isGreaterThanOrEqualTo(50);
        }
        assertThat(met.of("late landing")).isPositive();
    }

    @Test
    void shouldComeToRestAfterAStaleWriteHasLanded() {
        Simulation.Result result = new Campaign(new Reread()).run(STALE);
        assertThat(result.violation()).isEqualTo(Optional.empty());
        assertThat(result.coverage().of("stale landing")).isPositive();
        assertThat(most(result.coverage(), LOOKS)).isLessThanOrEqualTo(MOST_LOOKS);
    }

    /** Without the second look a stale write needs no frozen writer. */
    @Test
    void shouldLetMoreStaleWritesLandWithoutTheSecondLook() {
        Campaign blind = new Campaign(new Blind());
        Campaign whole = new Campaign(new Reread());
        long caught = 0;
        for (long seed : new long[] {255, 1_004, 1_408}) {
            assertThat(blind.run(seed).coverage().of("stale landing")).isPositive();
            caught += whole.run(seed).coverage().of("stale landing") == 0 ? 1 : 0;
        }
        assertThat(caught).isPositive();
    }

    private static int most(Coverage met, String prefix) {
        return met.all().keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .mapToInt(key -> Integer.parseInt(key.substring(prefix.length())))
                .max()
                .orElse(0);
    }
}
