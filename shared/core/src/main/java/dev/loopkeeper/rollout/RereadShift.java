package dev.loopkeeper.rollout;

import dev.loopkeeper.edge.Digest;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.ReplacedEndpoint.Seen;
import java.util.OptionalLong;

/**
 * Shifts on a service without conditional writes: look again right before the write, leave a mark with it, and call it
 * done only when it shows.
 *
 * <p>What is left open is the time from that look to the arrival of the write: a writer that stands still there, while
 * others finish a shift of theirs, overwrites it. Everywhere else a stale token is refused as on a conditional service.
 */
public final class RereadShift<B> {
    private final ReplacedEndpoint<B> service;

    public RereadShift(ReplacedEndpoint<B> service) {
        this.service = service;
    }

    /**
     * Reads the endpoint. A split that no mark of ours explains is somebody else's for sure; any other may be a late
     * shift of ours, and so may whatever shows while a change is on its way.
     */
    public EndpointView view(String endpoint) {
        Seen<B> seen = service.look(endpoint);
        boolean late =
                seen.busy() || seen.mark().filter(m -> m.explains(seen.split())).isPresent();
        return new EndpointView(seen.split(), token(seen), !late, seen.deployments());
    }

    /** As {@link Endpoint#shift(String, TrafficSplit, String, long)}; without a number it is a change of its own. */
    public boolean shift(String endpoint, TrafficSplit split, String token, OptionalLong number) {
        Seen<B> seen = service.look(endpoint);
        long move = number.orElseGet(() -> seen.mark().map(m -> m.move() + 1).orElse(1L));
        if (shows(seen, split, move)) {
            return true;
        }
        if (seen.busy() || !token(seen).equals(token)) {
            return false;
        }
        refuseUnready(endpoint, seen, split);
        return service.replace(endpoint, seen, split, ShiftMark.of(move, seen.split(), split))
                && shows(service.look(endpoint), split, move);
    }

    private static boolean shows(Seen<?> seen, TrafficSplit split, long move) {
        return !seen.busy()
                && seen.split().filter(split::equals).isPresent()
                && seen.mark()
                        .filter(m -> m.move() == move && m.wrote(seen.split()))
                        .isPresent();
    }

    private static void refuseUnready(String endpoint, Seen<?> seen, TrafficSplit split) {
        boolean ready = split.weights().keySet().stream()
                .allMatch(v -> seen.deployments().get(v) == EndpointView.Deployment.READY);
        if (!ready) {
            throw LoopException.poison("endpoint " + endpoint + " cannot take split " + split.weights()
                    + ": deployments are " + seen.deployments() + ", every version of a split must be ready");
        }
    }

    private static String token(Seen<?> seen) {
        return Digest.hex(seen.split().map(s -> s.weights().toString()).orElse("")
                + "\n" + seen.mark().map(ShiftMark::text).orElse("")
                + "\n" + seen.busy()
                + "\n" + new java.util.TreeMap<>(seen.deployments())
                + "\n" + seen.shown());
    }
}
