package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.TrafficSplit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The whole loop on a service without conditional writes: a stale write may land, and the next look that can write puts
 * it right.
 */
class RereadTest {
    /** Looks that began after a stale landing, while the service was free, and did not put it right. */
    private static final int MOST_LOOKS = 2;

    private static final String LOOKS = "exposed for looks ";
    private static final String TICKS = "exposed for ticks ";

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

    /** Every endpoint takes what comes, and what comes late. */
    private static final class Unconditional implements Mutant {
        @Override
        public EndpointKind endpointKind(EndpointKind drawn) {
            return EndpointKind.UNCONDITIONAL;
        }
    }

    @Test
    void measure() {
        for (Mutant m : new Mutant[] {new Reread(), new Blind(), new Unconditional()}) {
            int seedsWith = 0;
            StringBuilder which = new StringBuilder();
            Coverage all = new Coverage();
            int failures = 0;
            Campaign campaign = new Campaign(m);
            for (long seed = 0; seed < 3000; seed++) {
                Simulation.Result r = campaign.run(seed);
                all.add(r.coverage());
                failures += r.violation().isPresent() ? 1 : 0;
                if (r.coverage().of("stale landing") > 0) {
                    seedsWith++;
                    which.append(seed).append(' ');
                }
            }
            System.out.println(m.getClass().getSimpleName() + " failures " + failures + " seeds with stale " + seedsWith
                    + ": " + which);
            all.all().entrySet().stream()
                    .filter(e -> e.getKey().startsWith("expos")
                            || e.getKey().contains("landing")
                            || e.getKey().startsWith("refused")
                            || e.getKey().startsWith("replaced")
                            || e.getKey().startsWith("overwr")
                            || e.getKey().startsWith("frozen"))
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .forEach(e -> System.out.println("   " + e));
        }
    }
}
