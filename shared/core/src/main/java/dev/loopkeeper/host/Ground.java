package dev.loopkeeper.host;

import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepQueue;
import dev.loopkeeper.retrain.EconomicPolicy;
import dev.loopkeeper.rollout.SequentialJudge;
import dev.loopkeeper.store.ObjectStore;
import dev.loopkeeper.store.ReadOnce;
import java.time.InstantSource;
import java.util.UUID;

/** What everything in a host stands on. */
public record Ground(Loops loops, Models models, ObjectStore store, StepQueue queue, InstantSource clock) {
    /** The loops of a store, with the project's own policy and judge, and the models as the store has them. */
    public static Ground on(ObjectStore objects, StepQueue queue, InstantSource clock) {
        ObjectStore store = new ReadOnce(objects);
        Loops loops = new Loops(
                store, queue, clock, () -> UUID.randomUUID().toString(), new EconomicPolicy(), new SequentialJudge());
        return on(loops, store, queue, clock);
    }

    /** As {@link #on(ObjectStore, StepQueue, InstantSource)}, where endpoints can mirror requests. */
    public static Ground mirroring(ObjectStore store, StepQueue queue, InstantSource clock) {
        return on(on(store, queue, clock).loops().mirroring(), store, queue, clock);
    }

    private static Ground on(Loops loops, ObjectStore store, StepQueue queue, InstantSource clock) {
        return new Ground(loops, new StoredModels(loops, store), store, queue, clock);
    }
}
