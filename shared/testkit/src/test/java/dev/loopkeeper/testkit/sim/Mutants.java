package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.RolloutState;
import dev.loopkeeper.retrain.Money;
import dev.loopkeeper.retrain.RetrainEvidence;
import dev.loopkeeper.retrain.RetrainPolicy;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.retrain.TrainingStatus;
import dev.loopkeeper.rollout.CanaryJudge;
import dev.loopkeeper.rollout.CanaryWindow;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.Judgement;
import dev.loopkeeper.rollout.TrafficSplit;
import dev.loopkeeper.rollout.VersionWindow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Wrong protocols, each made by a port that reorders or leaves out. */
final class Mutants {
    private Mutants() {}

    /** The token is read when the shift is made, however long after the journal that is. */
    static final class JournalBeforeToken implements Mutant {
        @Override
        public Endpoint service(Endpoint service) {
            return new EndpointWrapper(service) {
                @Override
                public boolean shift(String name, TrafficSplit split, String token) {
                    return super.shift(name, split, read(name).token());
                }
            };
        }
    }

    /** Nothing is shifted when the split looks right already, so that stale tokens stay good. */
    static final class NoFencingShift implements Mutant {
        @Override
        public Endpoint endpoint(Endpoint endpoint, Supplier<LoopState> truth) {
            return new EndpointWrapper(endpoint) {
                @Override
                public boolean shift(String name, TrafficSplit split, String token) {
                    return read(name).split().equals(Optional.of(split)) || super.shift(name, split, token);
                }
            };
        }
    }

    /** Messages are all there is. */
    static final class NoSweep implements Mutant {
        @Override
        public boolean sweeps() {
            return false;
        }
    }

    /** A split that went astray is put right only while a rollback is on its way. */
    static final class RepairsOnlyRollbacks implements Mutant {
        @Override
        public Endpoint endpoint(Endpoint endpoint, Supplier<LoopState> truth) {
            return new EndpointWrapper(endpoint) {
                @Override
                public boolean shift(String name, TrafficSplit split, String token) {
                    LoopState state = truth.get();
                    boolean repair = state.serving().settled()
                            && !(state.serving().rollout() instanceof RolloutState.RollingBack);
                    return repair || super.shift(name, split, token);
                }
            };
        }
    }

    /** A promotion does not wait for the bake. */
    static final class NoBake implements Mutant {
        @Override
        public CanaryJudge judge(CanaryJudge judge) {
            return new CanaryJudge() {
                @Override
                public Judgement judgeStep(
                        List<CanaryWindow> ledger, LoopConfig.Rollout terms, Instant stepSince, Instant now) {
                    return judge.judgeStep(ledger, terms, stepSince, now);
                }

                @Override
                public Judgement judgeBake(
                        List<CanaryWindow> canary,
                        List<VersionWindow> bake,
                        LoopConfig.Rollout terms,
                        Instant since,
                        Instant now) {
                    return new Judgement(Judgement.Action.PROMOTE, "enough", Map.of());
                }
            };
        }
    }

    /** A step does not wait at all. */
    static final class NoDwell implements Mutant {
        @Override
        public CanaryJudge judge(CanaryJudge judge) {
            return new CanaryJudge() {
                @Override
                public Judgement judgeStep(
                        List<CanaryWindow> ledger, LoopConfig.Rollout terms, Instant stepSince, Instant now) {
                    return new Judgement(Judgement.Action.PROMOTE, "enough", Map.of());
                }

                @Override
                public Judgement judgeBake(
                        List<CanaryWindow> canary,
                        List<VersionWindow> bake,
                        LoopConfig.Rollout terms,
                        Instant since,
                        Instant now) {
                    return judge.judgeBake(canary, bake, terms, since, now);
                }
            };
        }
    }

    /** The budget is looked at as if nothing were set aside or spent. */
    static final class ForgetsReservations implements Mutant {
        @Override
        public RetrainPolicy policy(RetrainPolicy policy) {
            return (e, terms, now) -> policy.decide(
                    new RetrainEvidence(
                            e.freshRows(),
                            e.immatureRows(),
                            e.freshBatches(),
                            e.newestBatch(),
                            e.rowsPerBatch(),
                            e.championSince(),
                            e.championLoss(),
                            e.championSeen(),
                            e.trainedRows(),
                            e.lastClaim(),
                            e.trainingActive(),
                            e.failuresInARow(),
                            e.quality(),
                            e.price(),
                            Money.zero("USD"),
                            e.drift(),
                            e.forced()),
                    terms,
                    now);
        }
    }

    /** A version is removed as soon as another one takes all the traffic. */
    static final class UndeploysEverythingIdle implements Mutant {
        @Override
        public Endpoint endpoint(Endpoint endpoint, Supplier<LoopState> truth) {
            return new EndpointWrapper(endpoint) {
                @Override
                public boolean shift(String name, TrafficSplit split, String token) {
                    boolean done = super.shift(name, split, token);
                    EndpointView view = read(name);
                    if (done && split.weights().size() == 1) {
                        view.deployments().keySet().stream()
                                .filter(v -> split.weight(v) == 0)
                                .filter(v ->
                                        view.split().map(s -> s.weight(v) == 0).orElse(false))
                                .forEach(v -> undeploy(name, v));
                    }
                    return done;
                }
            };
        }
    }

    /** Every submit starts a job of its own, and the last one counts. */
    static final class NewAttemptIdEachTime implements Mutant {
        @Override
        public TrainingService training(TrainingService service) {
            return new TrainingService() {
                private int submits;

                @Override
                public String submit(String model, String runId, int attempt, String requestKey) {
                    return service.submit(model, runId, attempt + 1_000 * ++submits, requestKey);
                }

                @Override
                public TrainingStatus status(String model, String runId, int attempt) {
                    return service.status(model, runId, attempt + 1_000 * submits);
                }

                @Override
                public void cancel(String model, String runId, int attempt) {
                    service.cancel(model, runId, attempt + 1_000 * submits);
                }
            };
        }
    }
}
