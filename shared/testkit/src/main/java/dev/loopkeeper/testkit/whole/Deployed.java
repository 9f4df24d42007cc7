package dev.loopkeeper.testkit.whole;

/** The loop as it is deployed to a cloud, in processes that can die, with an account of what went wrong. */
public interface Deployed extends Site, AutoCloseable {
    /**
     * Each kind of write to the cloud's machine learning loses the process that asks for it, once, and so its answer.
     */
    void loseAnswers();

    /** What went wrong on purpose so far, for a message. */
    String course();

    /** How many processes have died. */
    int killed();

    /** How many jobs the training service was ever given. */
    int submitted();

    /** How many versions the registry was ever given. */
    int registered();

    @Override
    void close();
}
