package dev.loopkeeper.gcp.function;

import com.google.cloud.functions.CloudEventsFunction;
import dev.loopkeeper.gcp.wire.FunctionBeans;
import dev.loopkeeper.loop.StepName;
import io.cloudevents.CloudEvent;
import io.micronaut.function.executor.FunctionInitializer;

/** {@code score-outcomes}: joins late ground truth with what was predicted. */
public final class ScoreOutcomesFunction extends FunctionInitializer implements CloudEventsFunction {
    public ScoreOutcomesFunction() {
        super(FunctionBeans.started(), false);
    }

    @Override
    public void accept(CloudEvent event) {
        EventTrigger.accept(StepName.SCORE_OUTCOMES, event, applicationContext.getBean(StorageEvents.class));
    }
}
