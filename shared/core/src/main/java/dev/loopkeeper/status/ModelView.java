package dev.loopkeeper.status;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.registry.RegisteredVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that the page of one loop shows.
 *
 * @param versions in order of registration
 * @param base address of the server, without a slash at the end, for the commands on the page
 */
public record ModelView(
        LoopStatus status,
        Optional<LoopConfig> config,
        LoopHistory history,
        List<RegisteredVersion> versions,
        DriftMap drift,
        Instant now,
        String base) {
    public ModelView {
        versions = List.copyOf(versions);
    }

    /** Rejected versions never serve and need no colour. */
    VersionColours colours() {
        Set<String> served = new LinkedHashSet<>(status.rollout().weights().keySet());
        history.splits().forEach(s -> served.addAll(s.weights().keySet()));
        List<String> order = new ArrayList<>();
        versions.stream()
                .map(RegisteredVersion::version)
                .filter(served::contains)
                .forEach(order::add);
        history.splits().forEach(s -> order.addAll(s.weights().keySet()));
        order.addAll(status.rollout().weights().keySet());
        return VersionColours.of(order);
    }
}
