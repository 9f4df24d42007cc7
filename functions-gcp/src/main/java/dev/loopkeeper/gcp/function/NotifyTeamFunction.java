package dev.loopkeeper.gcp.function;

import com.google.cloud.functions.CloudEventsFunction;
import dev.loopkeeper.gcp.wire.FunctionBeans;
import dev.loopkeeper.loop.StepName;
import io.cloudevents.CloudEvent;
import io.micronaut.function.executor.FunctionInitializer;

/** {@code notify-team}: delivers notifications, each once a channel. */
public final class NotifyTeamFunction extends FunctionInitializer implements CloudEventsFunction {
    public NotifyTeamFunction() {
        super(FunctionBeans.started(), false);
    }

    @Override
    public void accept(CloudEvent event) {
        EventTrigger.accept(StepName.NOTIFY_TEAM, event, applicationContext.getBean(StepEvents.class));
    }
}
