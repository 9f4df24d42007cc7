package dev.loopkeeper.rollout;

import java.util.Map;
import java.util.Optional;

/**
 * One consistent read of an endpoint.
 *
 * @param split empty while it serves nothing
 * @param mirror which version gets copies of requests, where the service can mirror
 * @param token for the conditional shift
 * @param conditional whether this split cannot be a shift of ours that has landed late: the service refuses stale
 *     tokens, or what it shows is not what a shift of ours has written
 * @param deployments every deployed version and its state
 * @param reasons why versions failed, as far as the service says it
 */
public record EndpointView(
        Optional<TrafficSplit> split,
        Optional<Shift.Mirror> mirror,
        String token,
        boolean conditional,
        Map<String, Deployment> deployments,
        Map<String, String> reasons) {
    /** State of one deployed version. */
    public enum Deployment {
        DEPLOYING,
        READY,
        FAILED
    }

    public EndpointView {
        deployments = Map.copyOf(deployments);
        reasons = Map.copyOf(reasons);
    }

    /** A read of a service that neither mirrors nor gives reasons. */
    public EndpointView(
            Optional<TrafficSplit> split, String token, boolean conditional, Map<String, Deployment> deployments) {
        this(split, Optional.empty(), token, conditional, deployments, Map.of());
    }

    /** Whether the version can take traffic now. */
    public boolean ready(String version) {
        return deployments.get(version) == Deployment.READY;
    }
}
