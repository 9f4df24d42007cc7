package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.loopkeeper.host.StatusDesk;
import dev.loopkeeper.loop.StepName;
import jakarta.inject.Singleton;
import java.util.Optional;

/** {@code show-status}: the status of every loop, as pages and as JSON. */
@Singleton
public final class ShowStatusFunction {
    private final StatusDesk desk;

    public ShowStatusFunction(StatusDesk desk) {
        this.desk = desk;
    }

    @FunctionName("show-status")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.HEAD},
                            route = "show-status/{*path}",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Requests.serve(StepName.SHOW_STATUS, request, context, desk);
    }
}
