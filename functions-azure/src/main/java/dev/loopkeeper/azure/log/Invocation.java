package dev.loopkeeper.azure.log;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.TraceContext;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a thread works on, for the lines it logs meanwhile.
 *
 * @param function in kebab case, however a deployment spells it
 * @param id of the invocation, as the host's own lines name it
 * @param trace the trace's id, 32 hex digits, empty when there is none
 * @param host the logger whose lines the host ties to the invocation
 */
public record Invocation(String function, String id, String trace, Logger host) {
    private static final ThreadLocal<Invocation> CURRENT = new ThreadLocal<>();
    private static final Pattern W3C = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    /** The invocation that the host describes; a trace of another form is none. */
    public static Invocation of(ExecutionContext context) {
        String trace = Optional.ofNullable(context.getTraceContext())
                .map(TraceContext::getTraceparent)
                .map(W3C::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group(1))
                .orElse("");
        return new Invocation(
                context.getFunctionName().replace('_', '-'), context.getInvocationId(), trace, context.getLogger());
    }

    static Optional<Invocation> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Does the work; the thread's lines name the invocation meanwhile. */
    public <T> T during(Supplier<T> work) {
        CURRENT.set(this);
        try {
            return work.get();
        } finally {
            CURRENT.remove();
        }
    }
}
