package dev.loopkeeper.rollout;

import dev.loopkeeper.edge.Digest;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.ReplacedEndpoint.Seen;
import dev.loopkeeper.rollout.Shift.Mirror;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Shifts on a service without conditional writes: look again right before the write, leave a mark with it, and call it
 * done only when it shows.
 *
 * <p>What is left open is the time from that look to the arrival of the write: a writer that stands still there, while
 * others finish a shift of theirs, overwrites it. A look that took more than 10 s is not written on. Everywhere else a
 * stale token is refused as on a conditional service.
 */
public final class RereadShift<B> {
    private static final long FRESH_NANOS = 10_000_000_000L;

    private final ReplacedEndpoint<B> service;
    private final LongSupplier nanos;

    /** @param nanos a clock that only runs forward */
    public RereadShift(ReplacedEndpoint<B> service, LongSupplier nanos) {
        this.service = service;
        this.nanos = nanos;
    }

    /**
     * Reads the endpoint. A split that no mark of ours explains is somebody else's for sure; any other may be a late
     * shift of ours, and so may whatever shows while a change is on its way.
     */
    public EndpointView view(String endpoint) {
        Seen<B> seen = service.look(endpoint);
        boolean late = seen.busy() || seen.mark().filter(m -> m.explains(seen)).isPresent();
        return new EndpointView(seen.split(), seen.mirror(), token(seen), !late, seen.deployments(), Map.of());
    }

    /** A change of the split without a number: a change of its own, and the end of what was mirrored. */
    public boolean shift(String endpoint, TrafficSplit split, String token) {
        Optional<ShiftMark> mark = service.look(endpoint).mark();
        return shift(endpoint, Shift.to(split, mark.map(m -> m.move() + 1).orElse(1L)), token);
    }

    /** See {@link Endpoint#shift(String, Shift, String)}. */
    public boolean shift(String endpoint, Shift wanted, String token) {
        long asked = nanos.getAsLong();
        Seen<B> seen = service.look(endpoint);
        if (shows(seen, wanted)) {
            return true;
        }
        if (seen.busy() || !token(seen).equals(token)) {
            return false;
        }
        refuseUnready(endpoint, seen, wanted);
        return nanos.getAsLong() - asked <= FRESH_NANOS
                && service.replace(endpoint, seen, wanted, ShiftMark.of(seen, wanted))
                && shows(service.look(endpoint), wanted);
    }

    private static boolean shows(Seen<?> seen, Shift wanted) {
        return !seen.busy()
                && seen.split().filter(wanted.split()::equals).isPresent()
                && seen.mirror().equals(wanted.mirror())
                && seen.mark()
                        .filter(m -> m.move() == wanted.move() && m.wrote(seen))
                        .isPresent();
    }

    private static void refuseUnready(String endpoint, Seen<?> seen, Shift wanted) {
        TrafficSplit split = wanted.split();
        boolean ready = Stream.concat(split.weights().keySet().stream(), wanted.mirror().map(Mirror::version).stream())
                .allMatch(v -> seen.deployments().get(v) == EndpointView.Deployment.READY);
        if (!ready) {
            throw LoopException.poison("endpoint " + endpoint + " cannot take split " + split.weights()
                    + wanted.mirror()
                            .map(m -> " with a mirror of " + m.version())
                            .orElse("")
                    + ": deployments are " + seen.deployments() + ", every version of a split must be ready");
        }
    }

    private static String token(Seen<?> seen) {
        return Digest.hex(seen.split().map(s -> s.weights().toString()).orElse("")
                + "\n" + seen.mark().map(ShiftMark::text).orElse("")
                + "\n" + seen.mirror()
                + "\n" + seen.busy()
                + "\n" + new TreeMap<>(seen.deployments())
                + "\n" + seen.shown());
    }
}
