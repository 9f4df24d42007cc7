package dev.loopkeeper.gcp.function;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.loopkeeper.gcp.wire.FunctionBeans;
import dev.loopkeeper.host.ControlDesk;
import dev.loopkeeper.loop.StepName;
import io.micronaut.function.executor.FunctionInitializer;
import java.io.IOException;

/** {@code roll-back}: people roll back, pause, resume, approve and ask for a retrain. */
public final class RollBackFunction extends FunctionInitializer implements HttpFunction {
    public RollBackFunction() {
        super(FunctionBeans.started(), false);
    }

    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
        HttpTrigger.serve(StepName.ROLL_BACK, request, response, () -> applicationContext.getBean(ControlDesk.class));
    }
}
