package dev.loopkeeper.local.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.rollout.TrafficSplit;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrafficChooserTest {
    @Test
    void shouldKeepEveryRunOfRequestsCloseToTheWeights() {
        TrafficSplit split = new TrafficSplit(new TreeMap<>(Map.of("a", 1, "b", 5, "c", 94)));
        TrafficChooser chooser = new TrafficChooser(split);
        Map<String, Integer> counts = new TreeMap<>();
        for (int n = 1; n <= 100_000; n++) {
            counts.merge(chooser.next(), 1, Integer::sum);
            for (Map.Entry<String, Integer> version : split.weights().entrySet()) {
                double expected = n * version.getValue() / 100.0;
                assertThat(Math.abs(counts.getOrDefault(version.getKey(), 0) - expected))
                        .isLessThan(6);
            }
        }
    }
}
