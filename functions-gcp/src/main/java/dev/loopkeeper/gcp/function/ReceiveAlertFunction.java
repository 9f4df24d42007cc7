package dev.loopkeeper.gcp.function;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.loopkeeper.gcp.wire.FunctionBeans;
import dev.loopkeeper.host.AlertDesk;
import dev.loopkeeper.loop.StepName;
import io.micronaut.function.executor.FunctionInitializer;
import java.io.IOException;

/** {@code receive-alert}: alerts of Cloud Monitoring, Alertmanager and others. */
public final class ReceiveAlertFunction extends FunctionInitializer implements HttpFunction {
    public ReceiveAlertFunction() {
        super(FunctionBeans.started(), false);
    }

    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
        HttpTrigger.serve(StepName.RECEIVE_ALERT, request, response, () -> applicationContext.getBean(AlertDesk.class));
    }
}
