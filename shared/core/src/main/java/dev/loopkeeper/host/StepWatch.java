package dev.loopkeeper.host;

import dev.loopkeeper.loop.StepName;
import java.util.function.BooleanSupplier;

/** Stands around every step that a host does for a model, to tell of it; it neither fails a step nor holds it up. */
@FunctionalInterface
public interface StepWatch {
    /** Tells nobody. */
    StepWatch NONE = (step, model, work) -> work.getAsBoolean();

    /** Does the work once and gives back what it gives; what it throws is thrown on. */
    boolean during(StepName step, String model, BooleanSupplier work);
}
