package dev.loopkeeper.rollout;

import dev.loopkeeper.edge.LoopException;

/**
 * The serving endpoint of one model.
 *
 * <p>Before a shift: read the endpoint first, then the journal, then shift with the token of that read. The other order
 * lets a superseded rollout move traffic. Failures are {@link LoopException}.
 */
public interface Endpoint {
    /** What is deployed and how traffic is split, with a token for the conditional shift. */
    EndpointView read(String endpoint);

    /**
     * Starts to deploy a version at weight 0; a repeat for a version that is deployed, or on its way, changes nothing.
     * It returns before the version is ready: {@link #read} tells when it is.
     *
     * @param artifact key of the version's artefact in the object store
     */
    void deploy(String endpoint, String version, String artifact);

    /**
     * Sets the whole split if the endpoint is unchanged since the read that gave {@code token}; {@code false} when it
     * is not. Every version in the split must be ready.
     */
    boolean shift(String endpoint, TrafficSplit split, String token);

    /**
     * As above, for one change of what is wanted. A service whose shifts take their time answers {@code false} until it
     * shows, and is asked again with the same number.
     */
    default boolean shift(String endpoint, Shift wanted, String token) {
        if (wanted.mirror().isPresent()) {
            throw LoopException.poison("endpoint " + endpoint + " cannot mirror requests: remove rollout.mirror");
        }
        return shift(endpoint, wanted.split(), token);
    }

    /** Removes a version that has no traffic; a missing one is not an error. */
    void undeploy(String endpoint, String version);

    /**
     * As {@link #undeploy}; {@code false} while the removal is on its way, so that it is asked for again should it fail
     * there.
     */
    default boolean remove(String endpoint, String version) {
        undeploy(endpoint, version);
        return true;
    }
}
