package dev.loopkeeper.rollout;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Integer weights in percent per version; cannot be built unless they are positive and sum to 100, so an endpoint can
 * never be told to serve nothing. Versions of weight 0 are left out.
 */
public record TrafficSplit(@JsonValue SortedMap<String, Integer> weights) {
    @JsonCreator
    public TrafficSplit {
        TreeMap<String, Integer> kept = new TreeMap<>(weights);
        kept.values().removeIf(weight -> weight == 0);
        long sum = kept.values().stream().mapToLong(Integer::longValue).sum();
        if (sum != 100 || kept.values().stream().anyMatch(weight -> weight < 0)) {
            throw new IllegalArgumentException(
                    "traffic split " + weights + " must have weights from 0 to 100 that sum to 100");
        }
        weights = Collections.unmodifiableSortedMap(kept);
    }

    /** All traffic to one version. */
    public static TrafficSplit all(String version) {
        return new TrafficSplit(new TreeMap<>(Map.of(version, 100)));
    }

    /** {@code weight} percent to the challenger, the rest to the champion. */
    public static TrafficSplit canary(String champion, String challenger, int weight) {
        return new TrafficSplit(new TreeMap<>(Map.of(champion, 100 - weight, challenger, weight)));
    }

    /** The weight of a version, 0 when it is not named. */
    public int weight(String version) {
        return weights.getOrDefault(version, 0);
    }
}
