package dev.loopkeeper.rollout;

import dev.loopkeeper.rollout.EndpointView.Deployment;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of a service that knows no conditional write: an endpoint is read and replaced as a whole.
 *
 * @param <B> the service's own form of the endpoint, from which a replacement is made so that nothing in it is lost
 */
public interface ReplacedEndpoint<B> {
    /**
     * One read.
     *
     * @param mirror of a version of ours
     * @param mark what our newest shift has left, empty when nothing of ours stands there
     * @param busy whether a change is on its way, so that the service takes no other
     * @param shown everything that a shift depends on, as text; a token is made of it
     */
    record Seen<B>(
            Optional<TrafficSplit> split,
            Optional<Shift.Mirror> mirror,
            Optional<ShiftMark> mark,
            boolean busy,
            Map<String, Deployment> deployments,
            String shown,
            B body) {}

    /** The endpoint as it is now. */
    Seen<B> look(String endpoint);

    /**
     * Asks for the endpoint as it was seen but for split, mirror and mark, exactly once and without waiting for the
     * end; {@code false} when the service refuses because of another change.
     */
    boolean replace(String endpoint, Seen<B> seen, Shift wanted, ShiftMark mark);
}
