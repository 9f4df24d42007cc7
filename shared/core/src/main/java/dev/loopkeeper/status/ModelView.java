package dev.loopkeeper.status;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.registry.RegisteredVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  VersionColours colours() {
    List<String> order = new ArrayList<>();
    versions.forEach(v -> order.add(v.version()));
    history.splits().forEach(s -> order.addAll(s.weights().keySet()));
    List<String> served = order.stream().filter(this::seen).toList();
    return VersionColours.of(served);
  }

  /** Rejected versions need no colour. */
  private boolean seen(String version) {
    return history.splits().stream().anyMatch(s -> s.weights().containsKey(version))
        || status.rollout().weights().containsKey(version);
  }
}
