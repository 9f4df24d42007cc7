package dev.loopkeeper.testkit.functions.sample;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Functions that tell what they were given. */
public final class SampleFunctions {
    private final String madeBy;
    private final List<String> seen = new CopyOnWriteArrayList<>();

    public SampleFunctions() {
        this("worker");
    }

    SampleFunctions(String madeBy) {
        this.madeBy = madeBy;
    }

    @FunctionName("echo")
    public HttpResponseMessage echo(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET, HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "models/{name}:{verb}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("name") String name,
            @BindingName("verb") String verb,
            ExecutionContext context) {
        if (verb.equals("fail")) {
            throw new IllegalStateException("asked to fail");
        }
        String headers = String.join(",", new TreeMap<>(request.getHeaders()).keySet());
        String trace = context.getTraceContext().getTraceparent();
        return request.createResponseBuilder(HttpStatus.CREATED)
                .header("X-Made-By", madeBy)
                .body(name + "|" + verb + "|" + request.getHttpMethod() + "|" + request.getQueryParameters() + "|"
                        + request.getBody().orElse("nothing") + "|" + headers + "|" + trace + "|"
                        + getClass().getClassLoader().getName())
                .build();
    }

    @FunctionName("seen")
    public HttpResponseMessage seen(
            @HttpTrigger(name = "request", methods = HttpMethod.GET, authLevel = AuthorizationLevel.ANONYMOUS)
                    HttpRequestMessage<Optional<String>> request) {
        return request.createResponseBuilder(HttpStatus.OK)
                .body(String.join("\n", seen))
                .build();
    }

    @FunctionName("on-event")
    public void event(@EventGridTrigger(name = "event") String event, ExecutionContext context) {
        see("event", event, context);
    }

    @FunctionName("on-step")
    public void step(
            @QueueTrigger(name = "message", queueName = "%STEPS%", connection = "Queues") String message,
            @BindingName("DequeueCount") long count,
            ExecutionContext context) {
        see("step " + count, message, context);
    }

    @FunctionName("on-time")
    public void time(@TimerTrigger(name = "timer", schedule = "0 * * * * *") String timer, ExecutionContext context) {
        see("time " + context.getRetryContext().getRetrycount(), "", context);
        if (context.getRetryContext().getRetrycount() < 2) {
            throw new IllegalStateException("not yet");
        }
    }

    private void see(String what, String text, ExecutionContext context) {
        seen.add((what + " " + text.replaceAll("\\s+", "")).strip());
        context.getLogger().info(context.getFunctionName() + " ran");
        if (text.contains("poison")) {
            throw new IllegalStateException("cannot take " + what);
        }
    }
}
