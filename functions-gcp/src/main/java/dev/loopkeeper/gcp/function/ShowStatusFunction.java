package dev.loopkeeper.gcp.function;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.loopkeeper.gcp.wire.FunctionBeans;
import dev.loopkeeper.host.StatusDesk;
import dev.loopkeeper.loop.StepName;
import io.micronaut.function.executor.FunctionInitializer;
import java.io.IOException;

/** {@code show-status}: the status of every loop, as pages and as JSON. */
public final class ShowStatusFunction extends FunctionInitializer implements HttpFunction {
    public ShowStatusFunction() {
        super(FunctionBeans.started(), false);
    }

    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
        HttpTrigger.serve(StepName.SHOW_STATUS, request, response, () -> applicationContext.getBean(StatusDesk.class));
    }
}
