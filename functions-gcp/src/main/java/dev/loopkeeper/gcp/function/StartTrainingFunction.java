package dev.loopkeeper.gcp.function;

import com.google.cloud.functions.CloudEventsFunction;
import dev.loopkeeper.gcp.wire.FunctionBeans;
import dev.loopkeeper.loop.StepName;
import io.cloudevents.CloudEvent;
import io.micronaut.function.executor.FunctionInitializer;

/** {@code start-training}: submits the training run of a decision. */
public final class StartTrainingFunction extends FunctionInitializer implements CloudEventsFunction {
    public StartTrainingFunction() {
        super(FunctionBeans.started(), false);
    }

    @Override
    public void accept(CloudEvent event) {
        EventTrigger.accept(StepName.START_TRAINING, event, applicationContext.getBean(StepEvents.class));
    }
}
