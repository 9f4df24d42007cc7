package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.rollout.TrafficSplit;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an endpoint is told to serve, as it lies in {@code endpoints/<name>.json}: the truth a restarted server begins
 * with.
 *
 * @param counter rises with every change; the token of the conditional shift
 * @param deployments artefact key by version
 */
record EndpointState(long counter, Optional<TrafficSplit> split, Map<String, String> deployments) {
    static final EndpointState EMPTY = new EndpointState(0, Optional.empty(), Map.of());

    EndpointState {
        deployments = Collections.unmodifiableMap(new TreeMap<>(deployments));
    }

    EndpointState deployed(String version, String artifact) {
        Map<String, String> more = new TreeMap<>(deployments);
        more.put(version, artifact);
        return new EndpointState(counter + 1, split, more);
    }

    EndpointState undeployed(String version) {
        Map<String, String> fewer = new TreeMap<>(deployments);
        fewer.remove(version);
        return new EndpointState(counter + 1, split, fewer);
    }

    EndpointState shifted(TrafficSplit to) {
        return new EndpointState(counter + 1, Optional.of(to), deployments);
    }

    String token() {
        return Long.toString(counter);
    }

    int weight(String version) {
        return split.map(s -> s.weight(version)).orElse(0);
    }
}
