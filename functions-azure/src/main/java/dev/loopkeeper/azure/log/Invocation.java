package dev.loopkeeper.azure.log;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.TraceContext;
import java.time.Duration;
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
 * @param began by the clock of {@link System#nanoTime}
 */
public record Invocation(String function, String id, String trace, Logger host, long began) {
    /**
     * How long an invocation may call others: the host ends one after the {@code functionTimeout} of {@code host.json},
     * and with it the process and whatever else that works on.
     */
    public static final Duration LONGEST = Duration.ofSeconds(570);

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
                context.getFunctionName().replace('_', '-'),
                context.getInvocationId(),
                trace,
                context.getLogger(),
                System.nanoTime());
    }

    /** How long this thread may go on calling others; not positive when it should have come to its end. */
    public static Duration left() {
        return current()
                .map(i -> LONGEST.minusNanos(System.nanoTime() - i.began()))
                .orElse(LONGEST);
    }

    static Optional<Invocation> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** The trace of what the thread works on; empty when there is none. */
    public static String currentTrace() {
        return current().map(Invocation::trace).orElse("");
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
