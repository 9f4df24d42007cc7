package dev.loopkeeper.bench.judge;

/** A judge at work on one rollout: told minute by minute, it moves the weight. Keeps state; one instance a rollout. */
interface CanaryRule {
    /** What became of the rollout in that minute. */
    enum Move {
        STAY,
        ADVANCE,
        ROLLBACK,
        DONE
    }

    /** Weight of the challenger in the coming minute, in percent. */
    int weight();

    Move see(Minute minute);
}
