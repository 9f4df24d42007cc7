package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.WeekWindow;
import dev.loopkeeper.loop.Event;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutEvent;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.loop.ServingVersion;
import dev.loopkeeper.loop.TrainingEvent;
import dev.loopkeeper.retrain.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What every event of a journal must keep, said without the code that made it. */
final class Rules {
    private final Terms terms;
    private final Truth truth;
    private final Map<String, Money> spent = new HashMap<>();
    private Optional<Money> reserved = Optional.empty();
    private String period = "";
    private int approvedEpoch = -1;

    Rules(Terms terms, Truth truth) {
        this.terms = terms;
        this.truth = truth;
    }

    void check(LoopState before, Event event, Instant at) {
        if (event instanceof RolloutEvent.RolloutStarted e) {
            started(before, e);
        } else if (event instanceof RolloutEvent.StepTaken e) {
            step(before, e, at);
        } else if (event instanceof RolloutEvent.BakeStarted e) {
            bake(before, e, at);
        } else if (event instanceof RolloutEvent.Promoted) {
            promoted(before, at);
        } else if (event instanceof RolloutEvent.RollbackStarted e) {
            require(
                    e.epoch() >= before.serving().epoch(),
                    "I7",
                    "rollback of epoch " + e.epoch() + " after "
                            + before.serving().epoch());
        } else if (event instanceof RolloutEvent.Approved e) {
            approvedEpoch = e.epoch();
        } else if (event instanceof TrainingEvent t) {
            money(t);
        }
    }

    private void started(LoopState before, RolloutEvent.RolloutStarted e) {
        ServingVersion v = e.challenger();
        TrainingEvent.Compared c = truth.compared(v.runId());
        require(
                e.epoch() > before.serving().epoch(),
                "I7",
                "epoch " + e.epoch() + " after " + before.serving().epoch());
        require(
                !(before.serving().rollout() instanceof RolloutState.Baking),
                "I3",
                "a rollout begins while another bakes");
        require(
                c != null && c.blessed() && c.artifact().equals(v.artifact()),
                "I8",
                v.version() + " is not blessed but begins a rollout");
        require(
                c.comparedWith()
                        .equals(before.serving()
                                .champion()
                                .filter(k -> !k.artifact().isEmpty())
                                .map(ServingVersion::version)),
                "I8",
                v.version() + " was compared with " + c.comparedWith() + ", not with the champion");
    }

    private void step(LoopState before, RolloutEvent.StepTaken e, Instant at) {
        require(
                e.epoch() == before.serving().epoch(),
                "I7",
                "step of epoch " + e.epoch() + " in " + before.serving().epoch());
        movable(before, at);
        if (before.serving().rollout() instanceof RolloutState.Canary c) {
            require(
                    e.step() == c.step() + 1 && e.weight() > c.weight(),
                    "I6",
                    "weight goes from " + c.weight() + " to " + e.weight());
            held(c.confirmed(), terms.config().rollout().minDwell(), at);
        } else {
            require(e.step() == 0, "I6", "the first step is " + e.step());
            approved(before, LoopConfig.Approval.BEFORE_CANARY, e.epoch());
        }
    }

    private void bake(LoopState before, RolloutEvent.BakeStarted e, Instant at) {
        require(
                e.epoch() == before.serving().epoch(),
                "I7",
                "bake of epoch " + e.epoch() + " in " + before.serving().epoch());
        movable(before, at);
        if (before.serving().rollout() instanceof RolloutState.Canary c) {
            require(c.lastStep(), "I6", "bake after step " + c.step() + " of " + c.steps());
            held(c.confirmed(), terms.config().rollout().minDwell(), at);
            approved(before, LoopConfig.Approval.BEFORE_PROMOTION, e.epoch());
        } else {
            boolean bare = before.serving().champion().isEmpty()
                    || terms.config().rollout().steps().isEmpty();
            require(bare, "I6", "a rollout with steps goes to 100 % at once");
            approved(before, LoopConfig.Approval.BEFORE_CANARY, e.epoch());
            approved(before, LoopConfig.Approval.BEFORE_PROMOTION, e.epoch());
        }
    }

    private void promoted(LoopState before, Instant at) {
        if (!(before.serving().rollout() instanceof RolloutState.Baking b)) {
            throw new Violation(
                    "I6",
                    "promoted without a bake, from "
                            + before.serving().rollout().label());
        }
        if (before.serving().champion().isPresent()) {
            held(b.confirmed(), terms.config().rollout().bake(), at);
        }
    }

    private void movable(LoopState before, Instant at) {
        require(!before.paused(), "pause", "a weight rises while the loop is paused");
        require(
                terms.config().rollout().freeze().stream().noneMatch((WeekWindow w) -> w.contains(at)),
                "freeze",
                "a weight rises at " + at);
    }

    private void approved(LoopState before, LoopConfig.Approval gate, int epoch) {
        boolean needed = terms.config().rollout().approval() == gate;
        require(
                !needed || approvedEpoch == epoch,
                "approval",
                "rollout " + epoch + " goes on from "
                        + before.serving().rollout().label() + " without approval");
    }

    private static void held(Optional<Instant> since, Duration least, Instant at) {
        require(
                since.isPresent() && !at.isBefore(since.get().plus(least)),
                "I6",
                "held from " + since + " to " + at + ", least is " + least);
    }

    private void money(TrainingEvent e) {
        if (e instanceof TrainingEvent.TrainingClaimed c) {
            period = c.period();
            reserved = Optional.of(c.attempt().reserved());
        } else if (e instanceof TrainingEvent.TrainingRetried r) {
            pay(r.cost());
            period = r.period();
            reserved = reserved.or(() -> Optional.of(Money.parse("1 USD")));
        } else if (e instanceof TrainingEvent.TrainingFailed f) {
            pay(f.cost());
            reserved = Optional.empty();
        } else if (e instanceof TrainingEvent.TrainingSucceeded s) {
            pay(s.cost());
            reserved = Optional.empty();
        }
        Money all = spent.getOrDefault(period, Money.zero("USD")).plus(reserved.orElse(Money.zero("USD")));
        Money budget = terms.config().retrain().budget().amount();
        require(
                all.compareTo(budget) <= 0,
                "I12",
                all + " spent or reserved in " + period + " of a budget of " + budget);
    }

    private void pay(Money cost) {
        spent.merge(period, cost, Money::plus);
    }

    private static void require(boolean holds, String invariant, String message) {
        if (!holds) {
            throw new Violation(invariant, message);
        }
    }
}
