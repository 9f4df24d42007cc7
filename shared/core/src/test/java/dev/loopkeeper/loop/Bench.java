package dev.loopkeeper.loop;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.WeekWindow;
import dev.loopkeeper.evaluate.Verdict;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.RetrainAction;
import dev.loopkeeper.retrain.RetrainDecision;
import dev.loopkeeper.retrain.Trigger;
import dev.loopkeeper.rollout.CanaryJudge;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.Judgement;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A loop without ports: commands in, events folded. Its policy says yes, its judge says what the test tells it to. */
final class Bench {
    private LoopConfig config;
    private final List<Event> events = new ArrayList<>();
    private Judgement.Action verdict = Judgement.Action.PROMOTE;
    private RetrainAction answer = RetrainAction.RETRAIN;
    private LoopState state = LoopState.initial("m");
    private Instant now = Instant.parse("2026-03-05T12:00:00Z");
    private Decided last = Decided.nothing();

    Bench() {
        this(LoopConfig.Approval.NONE, List.of(5, 50), List.of());
    }

    Bench(LoopConfig.Approval approval, List<Integer> steps, List<WeekWindow> freeze) {
        this(approval, steps, freeze, Optional.empty());
    }

    /** Requests are mirrored to a challenger before its first step. */
    static Bench mirroring() {
        return new Bench(LoopConfig.Approval.NONE, List.of(5, 50), List.of(), Optional.of(20));
    }

    private Bench(
            LoopConfig.Approval approval, List<Integer> steps, List<WeekWindow> freeze, Optional<Integer> mirror) {
        config = BenchConfig.of(approval, steps, freeze, mirror);
    }

    static Money usd(double amount) {
        return Money.of(amount, "USD");
    }

    private Loop loop() {
        CanaryJudge judge = new CanaryJudge() {
            @Override
            public Judgement judgeStep(
                    List<CanaryWindow> ledger, LoopConfig.Rollout terms, Instant stepSince, Instant at) {
                return new Judgement(verdict, "told so", Map.of());
            }

            @Override
            public Judgement judgeBake(
                    List<CanaryWindow> canary,
                    List<VersionWindow> bake,
                    LoopConfig.Rollout terms,
                    Instant since,
                    Instant at) {
                return new Judgement(verdict, "told so", Map.of());
            }
        };
        return new Loop(
                config,
                (e, terms, at) -> new RetrainDecision(
                        answer,
                        e.forced().orElse(Trigger.DATA),
                        "told",
                        "told so",
                        Map.of(),
                        e.price(),
                        money(0),
                        money(answer == RetrainAction.KEEP ? 1 : 0),
                        Optional.empty()),
                judge);
    }

    Decided does(Command command) {
        last = loop().decide(state, command, now);
        if (last instanceof Decided.Events decided && !decided.events().isEmpty()) {
            events.addAll(decided.events());
            state = state.plus(new Commit("op-" + state.seq(), now, "test", decided.events()), state.seq() + 1);
        }
        return last;
    }

    Bench judge(Judgement.Action says) {
        verdict = says;
        return this;
    }

    Bench policy(RetrainAction says) {
        answer = says;
        return this;
    }

    /** Somebody rewrites every amount of loop.yaml in another currency. */
    Bench currency(String code) {
        LoopConfig.Retrain r = config.retrain();
        config = new LoopConfig(
                config.model(),
                config.data(),
                new LoopConfig.Retrain(
                        r.minRows(),
                        r.debounce(),
                        r.maxAge(),
                        r.coolDown(),
                        r.window(),
                        r.perHour(),
                        r.hours(),
                        Money.of(1, code),
                        r.rowsPerBatch(),
                        new LoopConfig.Budget(Money.of(3, code), r.budget().per()),
                        r.spot(),
                        r.maxFailures(),
                        r.cure()),
                config.training(),
                config.evaluate(),
                config.rollout(),
                config.rollback(),
                config.channels());
        return this;
    }

    private Money money(double amount) {
        return Money.of(amount, config.retrain().budget().amount().currency());
    }

    Bench later(Duration time) {
        now = now.plus(time);
        return this;
    }

    LoopState state() {
        return state;
    }

    Instant now() {
        return now;
    }

    List<StepName> due() {
        return loop().due(state, now);
    }

    boolean refused() {
        return last instanceof Decided.Refused;
    }

    <T extends Event> List<T> all(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    Decided plan(String run) {
        return does(new Command.Plan(
                run,
                10,
                0,
                1,
                Optional.empty(),
                10,
                Optional.empty(),
                0,
                money(2),
                Optional.empty(),
                run,
                Command.Basis.of(state),
                true));
    }

    /** A run from its claim to a version, blessed or not. */
    Bench trained(String run, String version, boolean blessed) {
        plan(run);
        return finished(run, version, blessed);
    }

    /** A claimed run, from its submission to a version. */
    Bench finished(String run, String version, boolean blessed) {
        does(new Command.Submitted(run, 1, "job"));
        does(new Command.Polled(
                run, 1, new dev.loopkeeper.retrain.TrainingStatus.Succeeded(Duration.ofMinutes(30)), 1));
        does(new Command.ClearedPending(run));
        Optional<String> with = state.training().phase().current().flatMap(TrainingPhase.Attempt::comparedWith);
        does(new Command.RecordComparison(new TrainingEvent.Compared(
                run,
                blessed ? Verdict.BETTER : Verdict.WORSE,
                blessed,
                "compared",
                with,
                "runs/" + run + "/model",
                "hash",
                "pipe",
                Optional.of(0.2),
                ServingVersion.Labels.UNKNOWN,
                "rows-" + run,
                Map.of(),
                "report")));
        does(new Command.RecordVersion(run, version));
        return this;
    }

    Decided sees(Map<String, Integer> split, String... ready) {
        return sees(state.serving().shifts().moves(), split, ready);
    }

    Decided sees(long moves, Map<String, Integer> split, String... ready) {
        Map<String, EndpointView.Deployment> deployments = new HashMap<>();
        for (String version : ready) {
            deployments.put(version, EndpointView.Deployment.READY);
        }
        Optional<TrafficSplit> seen =
                split.isEmpty() ? Optional.empty() : Optional.of(new TrafficSplit(new java.util.TreeMap<>(split)));
        return does(new Command.Observe(new EndpointView(seen, "t", true, deployments), moves, Optional.empty()));
    }

    /** The endpoint has what is wanted, by our own shift. */
    Bench shifted() {
        does(new Command.Confirm(
                state.serving().epoch(),
                state.serving().shifts().moves(),
                state.desiredSplit().orElseThrow()));
        return this;
    }

    Decided canary() {
        return does(new Command.ObserveCanary(state.serving().epoch(), List.of(), now));
    }

    Decided bake() {
        return bake(List.of());
    }

    Decided bake(List<VersionWindow> windows) {
        return does(new Command.ObserveBake(state.serving().epoch(), windows, now));
    }

    /** {@code v1} serves and is the champion. */
    Bench serving(String version) {
        trained("run-" + version, version, true);
        sees(Map.of(), version);
        shifted();
        bake();
        return this;
    }

    String rollout() {
        return state.serving().rollout().label();
    }

    /** {@code v1} serves, {@code v2} has its first canary step. */
    static Bench inCanary() {
        Bench bench = new Bench().serving("v1").trained("r2", "v2", true);
        bench.sees(Map.of("v1", 100), "v1", "v2");
        return bench.shifted();
    }

    /** The champion's version, empty when there is none. */
    String champion() {
        return state().serving().champion().map(ServingVersion::version).orElse("");
    }
}
