package dev.loopkeeper.testkit.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.RetryContext;
import com.microsoft.azure.functions.RpcException;
import com.microsoft.azure.functions.TraceContext;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Logger;

/** What a function is told about its invocation; the trace goes on from the caller's, with a span of the host. */
record InvocationContext(String function, String id, String traceparent, Invocation invocation, Logger logger)
        implements ExecutionContext, TraceContext, RetryContext {
    static InvocationContext of(String function, Invocation invocation, Logger logger) {
        String[] parent = invocation.trace().split("-");
        String trace = parent.length == 4 ? parent[1] : hex();
        String span = hex().substring(16);
        return new InvocationContext(
                function, UUID.randomUUID().toString(), "00-" + trace + "-" + span + "-01", invocation, logger);
    }

    private static String hex() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    @Override
    public Logger getLogger() {
        return logger;
    }

    @Override
    public String getInvocationId() {
        return id;
    }

    @Override
    public String getFunctionName() {
        return function;
    }

    @Override
    public TraceContext getTraceContext() {
        return this;
    }

    @Override
    public String getTraceparent() {
        return traceparent;
    }

    @Override
    public String getTracestate() {
        return "";
    }

    @Override
    public Map<String, String> getAttributes() {
        return Map.of();
    }

    @Override
    public RetryContext getRetryContext() {
        return this;
    }

    @Override
    public int getRetrycount() {
        return invocation.attempt();
    }

    @Override
    public int getMaxretrycount() {
        return invocation.mostRetries();
    }

    @Override
    public RpcException getException() {
        return null;
    }
}
