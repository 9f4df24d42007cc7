package dev.loopkeeper.loop;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.Span;
import dev.loopkeeper.rollout.CanaryJudge;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.Judgement;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rules for what was observed: the judge speaks, and the rollout goes on, back, or waits. */
final class WindowRules {
    /** Windows without news are recorded by the hundred, so that they need not be asked for again. */
    private static final int BACKLOG = 100;

    private final LoopConfig.Rollout terms;
    private final CanaryJudge judge;

    WindowRules(LoopConfig.Rollout terms, CanaryJudge judge) {
        this.terms = terms;
        this.judge = judge;
    }

    Decided canary(LoopState state, Command.ObserveCanary c, Instant now) {
        if (!(state.serving().rollout() instanceof RolloutState.Canary canary)
                || canary.epoch() != c.epoch()
                || canary.confirmed().isEmpty()) {
            return Decided.nothing();
        }
        Instant since = canary.confirmed().get();
        List<CanaryWindow> fresh = c.windows().stream()
                .filter(w -> !w.start().isBefore(since.plus(terms.warmUp())))
                .filter(w -> canary.ledger().stream()
                        .noneMatch(known -> known.start().equals(w.start())))
                .toList();
        List<CanaryWindow> ledger = Ledger.canary(canary.ledger(), fresh);
        Judgement said = judge.judgeStep(ledger, terms, since, now);
        if (said.action() == Judgement.Action.HOLD && idle(canaries(ledger, since), since, terms.maxDwell(), now)) {
            said = unasked(terms.maxDwell());
        }
        boolean mirrored = canary.weight() == 0 && !now.isBefore(since.plus(terms.maxDwell()));
        if (said.action() == Judgement.Action.HOLD && mirrored) {
            said = uncounted(terms.maxDwell());
        }
        List<Event> events = new ArrayList<>();
        if (news(canaries(fresh, since), said, canary.lastJudgement())) {
            events.add(new RolloutEvent.CanaryObserved(
                    c.epoch(), fresh, c.observedTo(), said.action().name(), said.sentence()));
        }
        if (said.action() == Judgement.Action.ROLLBACK) {
            events.add(new RolloutEvent.RollbackStarted(
                    c.epoch(),
                    canary.challenger().version(),
                    canary.baseline(),
                    RolloutEvent.Cause.EVIDENCE,
                    said.sentence(),
                    StepName.ADJUST_TRAFFIC.text()));
        } else if (said.action() == Judgement.Action.PROMOTE && !RolloutRules.held(terms, state, now)) {
            events.addAll(advance(canary, said.sentence()));
        }
        return Decided.of(events);
    }

    private List<Event> advance(RolloutState.Canary canary, String sentence) {
        if (!canary.lastStep()) {
            int next = canary.step() + 1;
            return List.of(new RolloutEvent.StepTaken(
                    canary.epoch(), next, canary.steps().get(next), canary.slowMillis(), sentence));
        }
        if (terms.approval() == LoopConfig.Approval.BEFORE_PROMOTION && canary.gate() != RolloutState.Gate.APPROVED) {
            Decided asked = RolloutRules.ask(
                    canary.gate(), canary.epoch(), canary.challenger().version(), "before the promotion");
            return ((Decided.Events) asked).events();
        }
        return List.of(new RolloutEvent.BakeStarted(
                canary.epoch(), canary.challenger().version(), canary.slowMillis(), sentence));
    }

    Decided bake(LoopState state, Command.ObserveBake c, Instant now) {
        if (!(state.serving().rollout() instanceof RolloutState.Baking baking)
                || baking.epoch() != c.epoch()
                || baking.confirmed().isEmpty()) {
            return Decided.nothing();
        }
        Instant since = baking.confirmed().get();
        List<VersionWindow> fresh = c.windows().stream()
                .filter(w -> !w.start().isBefore(since.plus(terms.warmUp())))
                .filter(w ->
                        baking.bake().stream().noneMatch(known -> known.start().equals(w.start())))
                .toList();
        List<VersionWindow> all = new ArrayList<>(baking.bake());
        all.addAll(fresh);
        List<VersionWindow> ledger = Ledger.bake(all);
        Judgement said = judge.judgeBake(baking.canary(), ledger, terms, since, now);
        if (said.action() == Judgement.Action.HOLD && idle(ledger, since, terms.bake(), now)) {
            said = unasked(terms.bake());
        }
        if (said.action() == Judgement.Action.HOLD
                && state.serving().champion().isEmpty()
                && over(ledger, since, now)) {
            said = alone(terms.bake());
        }
        List<Event> events = new ArrayList<>();
        if (news(fresh, said, baking.lastJudgement())) {
            events.add(new RolloutEvent.BakeObserved(
                    c.epoch(), fresh, c.observedTo(), said.action().name(), said.sentence()));
        }
        events.addAll(afterBake(state, baking, said));
        return Decided.of(events);
    }

    /** A first version has nothing to go back to: it is promoted whatever the judge says, and the team is told. */
    private static List<Event> afterBake(LoopState state, RolloutState.Baking baking, Judgement said) {
        boolean bad = said.action() == Judgement.Action.ROLLBACK;
        String version = baking.challenger().version();
        List<Event> events = new ArrayList<>();
        if (bad && state.serving().champion().isPresent()) {
            events.add(new RolloutEvent.RollbackStarted(
                    baking.epoch(),
                    version,
                    state.serving().champion().get(),
                    RolloutEvent.Cause.EVIDENCE,
                    said.sentence(),
                    StepName.ADJUST_TRAFFIC.text()));
        } else if (bad || said.action() == Judgement.Action.PROMOTE) {
            events.add(new RolloutEvent.Promoted(baking.epoch(), version, said.sentence()));
            state.serving().queued().ifPresent(q -> events.add(RolloutRules.dropped(q, version)));
        }
        return events;
    }

    /** Both versions' windows since a time. */
    private static List<VersionWindow> canaries(List<CanaryWindow> ledger, Instant since) {
        List<VersionWindow> windows = new ArrayList<>();
        ledger.stream().filter(w -> !w.start().isBefore(since)).forEach(w -> {
            windows.add(w.challenger());
            windows.add(w.baseline());
        });
        return windows;
    }

    private boolean idle(List<VersionWindow> windows, Instant since, Duration patience, Instant now) {
        return terms.idle() == LoopConfig.Idle.ADVANCE
                && !windows.isEmpty()
                && !now.isBefore(since.plus(patience))
                && windows.stream().allMatch(w -> !w.missing() && w.requests() == 0);
    }

    private boolean over(List<VersionWindow> bake, Instant since, Instant now) {
        return !bake.isEmpty()
                && !now.isBefore(since.plus(terms.bake()))
                && bake.stream().noneMatch(VersionWindow::missing);
    }

    /** Waiting for more requests would change nothing: whatever they show, it stays. */
    private static Judgement alone(Duration bake) {
        return new Judgement(
                Judgement.Action.PROMOTE,
                "The bake of " + Span.of(bake)
                        + " is over and nobody asks at the moment: there is no version before it to go back to.",
                java.util.Map.of());
    }

    private static Judgement unasked(Duration patience) {
        return new Judgement(
                Judgement.Action.PROMOTE,
                "Nobody asked the endpoint for " + Span.of(patience)
                        + ": nothing can be judged and nobody is at risk (rollout.idle: advance).",
                java.util.Map.of());
    }

    private static Judgement uncounted(Duration patience) {
        return new Judgement(
                Judgement.Action.PROMOTE,
                "Nothing was counted of the mirrored requests for " + Span.of(patience)
                        + ": nobody sees their answers, so the first live step will tell (rollout.mirror).",
                java.util.Map.of());
    }

    private static boolean news(List<VersionWindow> fresh, Judgement said, String before) {
        boolean asked = fresh.stream().anyMatch(w -> w.requests() > 0);
        boolean turned = !fresh.isEmpty() && !said.sentence().equals(before) && said.action() != Judgement.Action.HOLD;
        return asked || turned || fresh.size() >= BACKLOG;
    }
}
