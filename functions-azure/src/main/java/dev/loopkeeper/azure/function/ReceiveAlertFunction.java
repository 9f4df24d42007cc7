package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.loopkeeper.host.AlertDesk;
import dev.loopkeeper.loop.StepName;
import jakarta.inject.Singleton;
import java.util.Optional;

/** {@code receive-alert}: alerts of Azure Monitor, Alertmanager and others. */
@Singleton
public final class ReceiveAlertFunction {
    private final AlertDesk desk;

    public ReceiveAlertFunction(AlertDesk desk) {
        this.desk = desk;
    }

    @FunctionName("receive-alert")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "receive-alert/{*path}",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Requests.serve(StepName.RECEIVE_ALERT, request, context, desk);
    }
}
