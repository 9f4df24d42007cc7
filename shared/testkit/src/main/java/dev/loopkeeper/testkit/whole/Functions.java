package dev.loopkeeper.testkit.whole;

import dev.loopkeeper.loop.StepName;
import java.util.List;

/** The functions of a cloud as its mail reaches them, in processes that can die. */
public interface Functions {
    /** Takes all letters that were sent since the last time. */
    List<Letter> collect();

    /** Makes sure that the function runs. */
    void ready(StepName step);

    /** Hands a letter over; {@code false} when it was not acknowledged and has to come again. */
    boolean deliver(Letter letter);

    /** Ends the process of a function at once, whatever it does. */
    void kill(StepName step);

    /** What services around the functions do between two letters. */
    void meanwhile();
}
