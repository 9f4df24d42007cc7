package dev.loopkeeper.loop;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.loopkeeper.rollout.TrafficSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What serves, what should, and what is to be put away.
 *
 * @param epoch of the newest rollout; grows with every rollout and every rollback that is not part of one
 * @param champion the version that serves
 * @param healthy versions that were promoted and not rolled back since, oldest first, the champion last; at most 32
 * @param queued blessed while another rollout could not be superseded
 * @param confirmed the split the endpoint was last seen to have by our own shift; empty when somebody else has changed it since
 * @param intents splits wanted since then: one of them may have landed
 * @param moves grows whenever {@code confirmed} or {@code intents} changes: what was seen or shifted under an older number proves nothing
 * @param retired versions to undeploy
 * @param aliases as last moved in the registry
 */
public record ServingState(
    int epoch,
    Optional<ServingVersion> champion,
    List<ServingVersion> healthy,
    RolloutState rollout,
    Optional<TrainingEvent.VersionRegistered> queued,
    Optional<TrafficSplit> confirmed,
    List<TrafficSplit> intents,
    long moves,
    List<String> retired,
    Map<String, String> aliases,
    int promotions,
    int rollbacksAutomatic,
    int rollbacksManual) {
  private static final int HEALTHY_KEPT = 32;

  public ServingState {
    healthy = List.copyOf(healthy);
    intents = List.copyOf(intents);
    retired = List.copyOf(retired);
    aliases = Map.copyOf(aliases);
  }

  /** Before anything serves. */
  public static ServingState initial() {
    return new ServingState(
        0, Optional.empty(), List.of(), new RolloutState.None(), Optional.empty(), Optional.empty(), List.of(), 0, List.of(), Map.of(), 0, 0, 0);
  }

  /** What the endpoint should serve; empty while there is nothing to serve. */
  public Optional<TrafficSplit> desiredSplit() {
    return rollout.desiredSplit(champion);
  }

  /** The version a rollback goes to: what the rollout started from, else the last healthy version before the champion. */
  @JsonIgnore
  public Optional<ServingVersion> rollbackTarget() {
    if (rollout.trial().isPresent() || rollout instanceof RolloutState.RollingBack) {
      return champion;
    }
    return previous();
  }

  /** The last healthy version before the champion. */
  @JsonIgnore
  public Optional<ServingVersion> previous() {
    return healthy.stream().filter(v -> champion.isEmpty() || !v.version().equals(champion.get().version()))
        .reduce((first, second) -> second);
  }

  /** The champion, if a challenger can be scored beside it: one that was adopted without its artefact cannot. */
  @JsonIgnore
  public Optional<String> comparable() {
    return champion.filter(v -> !v.artifact().isEmpty()).map(ServingVersion::version);
  }

  /** Aliases the registry should have. */
  @JsonIgnore
  public Map<String, String> desiredAliases() {
    Map<String, String> wanted = new TreeMap<>();
    champion.ifPresent(v -> wanted.put("champion", v.version()));
    previous().ifPresent(v -> wanted.put("previous", v.version()));
    rollout.trial().ifPresent(v -> wanted.put("challenger", v.version()));
    return wanted;
  }

  /** Whether the endpoint is known to have what is wanted. */
  @JsonIgnore
  public boolean settled() {
    return desiredSplit().equals(confirmed) && intents.isEmpty();
  }

  ServingState rolling(RolloutState next) {
    ServingState moved = new ServingState(
        Math.max(epoch, next.epoch()), champion, healthy, next, queued, confirmed, intents, moves, retired, aliases, promotions, rollbacksAutomatic, rollbacksManual);
    return moved.desiredSplit().map(moved::intending).orElse(moved);
  }

  /** Every change of state is shifted once, even to the same split: it makes the token of a stale shift worthless. */
  private ServingState intending(TrafficSplit split) {
    List<TrafficSplit> wanted = new ArrayList<>(intents);
    wanted.remove(split);
    wanted.add(split);
    return new ServingState(
        epoch, champion, healthy, rollout, queued, confirmed, wanted, moves + 1, retired, aliases, promotions, rollbacksAutomatic, rollbacksManual);
  }

  ServingState reimposed() {
    return desiredSplit().map(this::intending).orElse(this);
  }

  /** Somebody else changed the split: what the endpoint has is no longer known. */
  ServingState unconfirmed() {
    return new ServingState(
        epoch, champion, healthy, rollout, queued, Optional.empty(), intents, moves + 1, retired, aliases, promotions, rollbacksAutomatic, rollbacksManual);
  }

  ServingState confirmed(TrafficSplit split) {
    return new ServingState(
        epoch, champion, healthy, rollout, queued, Optional.of(split), List.of(), moves + 1, retired, aliases, promotions, rollbacksAutomatic, rollbacksManual);
  }

  /** The same split, but the state behind it changed without a need to shift. */
  ServingState holding(RolloutState next) {
    return new ServingState(
        Math.max(epoch, next.epoch()), champion, healthy, next, queued, confirmed, intents, moves, retired, aliases, promotions, rollbacksAutomatic, rollbacksManual);
  }

  ServingState adopted(ServingVersion version, TrafficSplit split) {
    return new ServingState(
        epoch, Optional.of(version), List.of(version), rollout, queued, Optional.of(split), List.of(), moves + 1, retired, aliases, promotions, rollbacksAutomatic, rollbacksManual);
  }

  ServingState promoted(ServingVersion version) {
    List<ServingVersion> kept = new ArrayList<>(healthy);
    kept.removeIf(v -> v.version().equals(version.version()));
    kept.add(version);
    List<String> gone = new ArrayList<>(retired);
    // What was adopted cannot be deployed again, so it is kept.
    previous().filter(v -> !v.artifact().isEmpty()).ifPresent(v -> gone.add(v.version()));
    return new ServingState(
        epoch, Optional.of(version), kept.subList(Math.max(0, kept.size() - HEALTHY_KEPT), kept.size()), new RolloutState.None(),
        queued, confirmed, intents, moves, gone, aliases, promotions + 1, rollbacksAutomatic, rollbacksManual);
  }

  ServingState rolledBack(RolloutState.RollingBack done, java.time.Instant at) {
    boolean manual = done.cause() == RolloutEvent.Cause.MANUAL;
    List<ServingVersion> kept = new ArrayList<>(healthy);
    kept.removeIf(v -> v.version().equals(done.from()) || v.version().equals(done.to().version()));
    boolean same = champion.map(c -> c.version().equals(done.to().version())).orElse(false);
    ServingVersion serving = same ? champion.get() : done.to().since(at);
    kept.add(serving);
    List<String> gone = new ArrayList<>(retired);
    gone.add(done.from());
    gone.removeIf(done.to().version()::equals);
    return new ServingState(
        epoch, Optional.of(serving), kept, new RolloutState.None(), queued, confirmed, intents, moves, gone, aliases, promotions,
        rollbacksAutomatic + (manual ? 0 : 1), rollbacksManual + (manual ? 1 : 0));
  }

  ServingState retiring(String version) {
    List<String> gone = new ArrayList<>(retired);
    gone.add(version);
    return withRetired(gone);
  }

  ServingState undeployed(String version) {
    return withRetired(retired.stream().filter(v -> !v.equals(version)).toList());
  }

  private ServingState withRetired(List<String> gone) {
    return new ServingState(
        epoch, champion, healthy, rollout, queued, confirmed, intents, moves, gone, aliases, promotions, rollbacksAutomatic, rollbacksManual);
  }

  ServingState queueing(Optional<TrainingEvent.VersionRegistered> next) {
    return new ServingState(
        epoch, champion, healthy, rollout, next, confirmed, intents, moves, retired, aliases, promotions, rollbacksAutomatic, rollbacksManual);
  }

  ServingState aliased(Map<String, String> moved) {
    return new ServingState(
        epoch, champion, healthy, rollout, queued, confirmed, intents, moves, retired, moved, promotions, rollbacksAutomatic, rollbacksManual);
  }
}
