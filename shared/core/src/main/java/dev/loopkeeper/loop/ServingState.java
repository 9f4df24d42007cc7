package dev.loopkeeper.loop;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.loopkeeper.rollout.TrafficSplit;
import java.time.Instant;
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
 * @param shifts what the endpoint is known to have, and what it may have
 * @param retired versions to undeploy
 * @param aliases as last moved in the registry
 * @param tally how often what happened
 */
public record ServingState(
        int epoch,
        Optional<ServingVersion> champion,
        List<ServingVersion> healthy,
        RolloutState rollout,
        Optional<TrainingEvent.VersionRegistered> queued,
        Shifts shifts,
        List<String> retired,
        Map<String, String> aliases,
        Tally tally) {
    private static final int HEALTHY_KEPT = 32;

    public ServingState {
        healthy = List.copyOf(healthy);
        retired = List.copyOf(retired);
        aliases = Map.copyOf(aliases);
    }

    /** How often rollouts ended one way or the other, and when the last rollback by hand was done. */
    public record Tally(int promotions, int rollbacksAutomatic, int rollbacksManual, Optional<Instant> lastManual) {
        private Tally promoted() {
            return new Tally(promotions + 1, rollbacksAutomatic, rollbacksManual, lastManual);
        }

        private Tally rolledBack(boolean manual, Instant at) {
            return new Tally(
                    promotions,
                    rollbacksAutomatic + (manual ? 0 : 1),
                    rollbacksManual + (manual ? 1 : 0),
                    manual ? Optional.of(at) : lastManual);
        }
    }

    /** Before anything serves. */
    public static ServingState initial() {
        return new ServingState(
                0,
                Optional.empty(),
                List.of(),
                new RolloutState.None(),
                Optional.empty(),
                Shifts.none(),
                List.of(),
                Map.of(),
                new Tally(0, 0, 0, Optional.empty()));
    }

    /** What the endpoint should serve; empty while there is nothing to serve. */
    public Optional<TrafficSplit> desiredSplit() {
        return rollout.desiredSplit(champion);
    }

    /**
     * The version a rollback goes to: what the rollout started from, else the last healthy version before the champion.
     */
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
        return healthy.stream()
                .filter(v ->
                        champion.isEmpty() || !v.version().equals(champion.get().version()))
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
        return desiredSplit().equals(shifts.confirmed()) && shifts.intents().isEmpty();
    }

    /** Goes on to a state that has to be shifted to, even if the split is the same: see {@link Shifts#wanting}. */
    ServingState rolling(RolloutState next) {
        return holding(next).reimposed();
    }

    ServingState reimposed() {
        return desiredSplit().map(split -> shifted(shifts.wanting(split))).orElse(this);
    }

    /** Somebody else changed the split: what the endpoint has is no longer known. */
    ServingState unconfirmed() {
        return shifted(shifts.unconfirmed());
    }

    ServingState confirmed(TrafficSplit split) {
        return shifted(shifts.confirmed(split));
    }

    private ServingState shifted(Shifts next) {
        return new ServingState(epoch, champion, healthy, rollout, queued, next, retired, aliases, tally);
    }

    /** The same split, but the state behind it changed without a need to shift. */
    ServingState holding(RolloutState next) {
        return new ServingState(
                Math.max(epoch, next.epoch()), champion, healthy, next, queued, shifts, retired, aliases, tally);
    }

    ServingState adopted(ServingVersion version, TrafficSplit split) {
        return new ServingState(
                epoch,
                Optional.of(version),
                List.of(version),
                rollout,
                queued,
                shifts.confirmed(split),
                retired,
                aliases,
                tally);
    }

    ServingState promoted(ServingVersion version) {
        List<ServingVersion> kept = without(version.version());
        kept.add(version);
        // What was adopted cannot be deployed again, so it is kept.
        Optional<String> gone = previous().filter(v -> !v.artifact().isEmpty()).map(ServingVersion::version);
        return crowned(version, kept, tally.promoted()).retiring(gone);
    }

    ServingState rolledBack(RolloutState.RollingBack done, Instant at) {
        String to = done.to().version();
        ServingVersion serving = champion.filter(c -> c.version().equals(to))
                .orElseGet(() -> done.to().since(at));
        List<ServingVersion> kept = without(to);
        kept.removeIf(v -> v.version().equals(done.from()));
        kept.add(serving);
        return crowned(serving, kept, tally.rolledBack(done.cause() == RolloutEvent.Cause.MANUAL, at))
                .retiring(Optional.of(done.from()))
                .undeployed(to);
    }

    private List<ServingVersion> without(String version) {
        List<ServingVersion> kept = new ArrayList<>(healthy);
        kept.removeIf(v -> v.version().equals(version));
        return kept;
    }

    private ServingState crowned(ServingVersion version, List<ServingVersion> kept, Tally counted) {
        return new ServingState(
                epoch,
                Optional.of(version),
                kept.subList(Math.max(0, kept.size() - HEALTHY_KEPT), kept.size()),
                new RolloutState.None(),
                queued,
                shifts,
                retired,
                aliases,
                counted);
    }

    ServingState retiring(Optional<String> version) {
        List<String> gone = new ArrayList<>(retired);
        version.ifPresent(gone::add);
        return withRetired(gone);
    }

    ServingState undeployed(String version) {
        return withRetired(retired.stream().filter(v -> !v.equals(version)).toList());
    }

    private ServingState withRetired(List<String> gone) {
        return new ServingState(epoch, champion, healthy, rollout, queued, shifts, gone, aliases, tally);
    }

    ServingState queueing(Optional<TrainingEvent.VersionRegistered> next) {
        return new ServingState(epoch, champion, healthy, rollout, next, shifts, retired, aliases, tally);
    }

    ServingState aliased(Map<String, String> moved) {
        return new ServingState(epoch, champion, healthy, rollout, queued, shifts, retired, moved, tally);
    }
}
