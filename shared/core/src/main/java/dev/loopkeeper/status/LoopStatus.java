package dev.loopkeeper.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one loop stands, as {@code status.json} says it: derived from the journal and two listings, nothing is stored for
 * it.
 *
 * <p>Fields are only added. Every field is always there; what is not known is {@code null}. Times are ISO in UTC, money
 * is text such as {@code 12.34 USD}, weights are percent, losses are per row from 0 to 1.
 *
 * @param training phase of the run on its way: {@code idle}, {@code claimed}, {@code submitted}, {@code running},
 *     {@code stopping}, {@code evaluating} or {@code registering}
 * @param previous the version that a rollback goes to when no rollout is on its way
 * @param revision changes with every commit and every change of what waits: a reader that saw it has missed nothing
 * @param at when it was read
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record LoopStatus(
        String name,
        Optional<Champion> champion,
        Optional<String> previous,
        String training,
        Rollout rollout,
        Optional<LastDecision> lastDecision,
        Spend spend,
        Counters counters,
        Health health,
        Optional<Pause> paused,
        Optional<Run> run,
        Optional<Quality> quality,
        Setup setup,
        String revision,
        Instant at) {

    /** The version that serves. */
    public record Champion(String version, Instant since) {}

    /**
     * The one rollout.
     *
     * @param state {@code none}, {@code deploying}, {@code awaiting-approval}, {@code canary}, {@code baking} or
     *     {@code rolling-back}
     * @param epoch of the newest rollout
     * @param weights the split that the endpoint is known to have, by version; empty while it serves nothing
     * @param wanted the split that it should have: the same unless a shift is on its way
     * @param rollbackTo where a rollback would go now
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Rollout(
            String state,
            int epoch,
            Map<String, Integer> weights,
            Map<String, Integer> wanted,
            Optional<String> challenger,
            Optional<String> lastJudgement,
            Optional<String> rollbackTo) {}

    /**
     * The newest answer of the retrain policy that is on record.
     *
     * @param action {@code retrain}, {@code keep}, {@code wait} or {@code denied-budget}
     * @param reason a sentence with its numbers
     */
    public record LastDecision(
            Instant at,
            String action,
            String reason,
            String rule,
            Map<String, Double> numbers,
            Money price,
            Money waitingCost,
            Money saved) {}

    /**
     * Money for training.
     *
     * @param spent in the running budget period
     * @param budget of a period
     * @param saved since the beginning by declined retrains
     * @param reserved for the run on its way
     * @param total spent since the beginning
     * @param period such as {@code 2026-11}
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Spend(
            Optional<Money> spent,
            Optional<Money> budget,
            Optional<Money> saved,
            Optional<Money> reserved,
            Optional<Money> total,
            String period) {}

    /**
     * What has happened since the beginning.
     *
     * @param batches accepted: trained on, or waiting
     * @param pending of them, waiting for a run
     * @param retrains runs that were started
     * @param declined retrains that were weighed and found not worth their price
     * @param refused challengers that were not blessed
     */
    public record Counters(
            long batches,
            long pending,
            long rejectedBatches,
            int retrains,
            int declined,
            int refused,
            int promotions,
            int rollbacksAutomatic,
            int rollbacksManual) {}

    /** What a person should look at first; {@code concerns} are sentences that say what to do, the gravest first. */
    public record Health(Level level, List<String> concerns) {
        public Health {
            concerns = List.copyOf(concerns);
        }
    }

    /** Why nothing moves; {@code external}: somebody else changed the endpoint's split. */
    public record Pause(String by, String reason, boolean external, Instant since) {}

    /** The run on its way. */
    public record Run(String id, int attempt, Trigger trigger, Instant claimedAt, Money reserved) {}

    /**
     * Live quality of the champion.
     *
     * @param loss mean over its newest outcomes
     * @param expected loss on the holdout of its own evaluation
     * @param recent the newest losses of whatever served, oldest first, for a small curve
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Quality(
            String version, double loss, long rows, Instant at, Optional<Double> expected, List<Double> recent) {
        public Quality {
            recent = List.copyOf(recent);
        }
    }

    /**
     * What the model runs under.
     *
     * @param problems of {@code loop.yaml}; while there are any nothing is decided for the model
     * @param nextLook when the loop looks again if nothing else happens
     * @param seq position of the newest commit of the journal
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Setup(
            Optional<String> endpoint,
            Optional<Integer> schemaVersion,
            Optional<Instant> nextLook,
            List<String> problems,
            long seq) {
        public Setup {
            problems = List.copyOf(problems);
        }
    }
}
