package dev.loopkeeper.loop.steps;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.AlertMessage;
import dev.loopkeeper.loop.Command;
import dev.loopkeeper.loop.Decided;
import dev.loopkeeper.loop.Loops;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.loop.StepQueue;
import dev.loopkeeper.retrain.Trigger;
import java.time.InstantSource;
import java.util.Optional;

/** What people and alarms may do to a loop: the functions {@code roll-back} and {@code receive-alert}. */
public final class ControlLoop {
    private final Loops loops;
    private final StepQueue queue;
    private final InstantSource clock;

    public ControlLoop(Loops loops, StepQueue queue, InstantSource clock) {
        this.loops = loops;
        this.queue = queue;
        this.clock = clock;
    }

    /** Rolls back, by default to the last healthy version. It needs no metric, no budget and no approval. */
    public Decided rollBack(LoopConfig config, String reason, String by, Optional<String> to) {
        return loops.commit(config, by, new Command.RollBack(reason, by, to));
    }

    public Decided pause(LoopConfig config, String reason, String by) {
        return loops.commit(config, by, new Command.Pause(by, reason));
    }

    /** Moves again; after an external edit the loop's own split is put back. */
    public Decided resume(LoopConfig config, String by) {
        return loops.commit(config, by, new Command.Resume(by));
    }

    public Decided approve(LoopConfig config, String by) {
        return loops.commit(config, by, new Command.Approve(by));
    }

    /** Asks for a retrain whatever the economics say; gates and budget hold. */
    public Decided retrain(LoopConfig config, String reason, String by) {
        return loops.commit(config, by, new Command.AskRetrain(Trigger.MANUAL, by, reason));
    }

    /** Rolls back while a rollout is live or when loop.yaml names the alert; else the policy is asked. */
    public Decided alert(LoopConfig config, AlertMessage alert) {
        Decided decided = loops.commit(
                config,
                StepName.RECEIVE_ALERT.text(),
                new Command.Alert(alert.key(), alert.name(), alert.firing(), alert.summary()));
        if (alert.firing()) {
            queue.send(StepName.PLAN_RETRAINING, config.model(), clock.instant());
        }
        return decided;
    }
}
