package dev.loopkeeper.azure.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import dev.loopkeeper.host.ControlDesk;
import dev.loopkeeper.loop.StepName;
import jakarta.inject.Singleton;
import java.util.Optional;

/** {@code roll-back}: people roll back, pause, resume, approve and ask for a retrain. */
@Singleton
public final class RollBackFunction {
    private final ControlDesk desk;

    public RollBackFunction(ControlDesk desk) {
        this.desk = desk;
    }

    @FunctionName("roll-back")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = HttpMethod.POST,
                            route = "roll-back/{*path}",
                            authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return Requests.serve(StepName.ROLL_BACK, request, context, desk);
    }
}
