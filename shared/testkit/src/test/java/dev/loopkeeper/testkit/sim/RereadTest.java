package dev.loopkeeper.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
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

    /** Every endpoint is such a service. */
    private static final class Reread implements Mutant {
        @Override
        public EndpointKind endpointKind(EndpointKind drawn) {
            return EndpointKind.REREAD;
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

    private static int most(Coverage met, String prefix) {
        return met.all().keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .mapToInt(key -> Integer.parseInt(key.substring(prefix.length())))
                .max()
                .orElse(0);
    }
}
