package dev.loopkeeper.host;

import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.ObjectInfo;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Follows a stored object where every function has a trigger of its own: each does its own part. The object is known by
 * name and version, so that a redelivery changes nothing and an overwrite is new.
 *
 * @param shown where people see what outcomes said, if the host has a place for it
 */
public record ObjectEvents(ObjectArrived arrived, Supplier<Steps> steps, Optional<ScoredOutcomes> shown) {
    /**
     * Does a function's part.
     *
     * @throws dev.loopkeeper.edge.LoopException as {@link ObjectArrived#take(ObjectInfo, Set)} does
     */
    public void follow(StepName function, ObjectInfo object) {
        if (function == StepName.COMPARE_METRICS) {
            arrived.routes(object).stream()
                    .filter(route -> route.step() == function)
                    .forEach(route -> steps.get().run(function, route.model()));
        } else {
            arrived.take(object, parts(function)).stream()
                    .filter(route -> route.step() == StepName.SCORE_OUTCOMES)
                    .forEach(route -> shown.ifPresent(s -> s.show(route.model(), object)));
        }
    }

    /** A changed loop.yaml has no function of its own. */
    private static Set<StepName> parts(StepName function) {
        return function == StepName.INGEST_DATA ? EnumSet.of(function, StepName.SWEEP) : EnumSet.of(function);
    }
}
