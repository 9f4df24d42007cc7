package dev.loopkeeper.testkit.sim;

import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.loop.StepQueue;
import dev.loopkeeper.notify.Notifier;
import dev.loopkeeper.retrain.RetrainPolicy;
import dev.loopkeeper.retrain.TrainingService;
import dev.loopkeeper.rollout.CanaryJudge;
import dev.loopkeeper.rollout.Endpoint;
import dev.loopkeeper.store.ObjectStore;
import java.util.function.Supplier;

/**
 * A protocol that is wrong on purpose: ports that reorder or leave out what the real steps do. The default changes
 * nothing.
 */
public interface Mutant {
    /** The protocol as it is. */
    Mutant NONE = new Mutant() {};

    default ObjectStore store(ObjectStore store) {
        return store;
    }

    /** {@code truth} is the fold of the journal as it stands at that moment. */
    default Endpoint endpoint(Endpoint endpoint, Supplier<LoopState> truth) {
        return endpoint;
    }

    /** The service itself, as it is reached after everything that can interrupt or freeze a call. */
    default Endpoint service(Endpoint service) {
        return service;
    }

    default CanaryJudge judge(CanaryJudge judge) {
        return judge;
    }

    default RetrainPolicy policy(RetrainPolicy policy) {
        return policy;
    }

    default StepQueue queue(StepQueue queue) {
        return queue;
    }

    default TrainingService training(TrainingService service) {
        return service;
    }

    default Notifier notifier(Notifier notifier, Supplier<LoopState> truth) {
        return notifier;
    }

    /** The service behind the endpoint, given the one that the seed has drawn. */
    default EndpointKind endpointKind(EndpointKind drawn) {
        return drawn;
    }

    /** Whether the timer fires. */
    default boolean sweeps() {
        return true;
    }

    /** The version of an object that an event tells of; {@code delivery} counts the deliveries of all events. */
    default String objectVersion(String version, int delivery) {
        return version;
    }
}
