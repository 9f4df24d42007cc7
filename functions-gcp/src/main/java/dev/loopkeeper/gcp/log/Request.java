package dev.loopkeeper.gcp.log;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a thread works on, for the lines it logs meanwhile.
 *
 * @param function in kebab case
 * @param trace the trace's id, 32 hex digits, empty when there is none
 * @param began by the clock of {@link System#nanoTime}
 */
public record Request(String function, String trace, long began) {
    private static final ThreadLocal<Request> CURRENT = new ThreadLocal<>();
    private static final Pattern CLOUD = Pattern.compile("([0-9a-f]{32})(/.{0,64})?");
    private static final Pattern W3C = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    /**
     * A request with the trace it came with.
     *
     * @param cloud header {@code X-Cloud-Trace-Context}
     * @param w3c header {@code traceparent}; the first that is well formed is taken
     */
    public static Request of(String function, Optional<String> cloud, Optional<String> w3c) {
        return new Request(function, id(CLOUD, cloud).or(() -> id(W3C, w3c)).orElse(""), System.nanoTime());
    }

    private static Optional<String> id(Pattern form, Optional<String> header) {
        return header.map(form::matcher).filter(Matcher::matches).map(m -> m.group(1));
    }

    static Optional<Request> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** How long this thread has worked on its request; zero when it has none. */
    public static Duration worked() {
        return current()
                .map(r -> Duration.ofNanos(System.nanoTime() - r.began()))
                .orElse(Duration.ZERO);
    }

    /** What is done for the request. */
    public interface Work<E extends Exception> {
        void run() throws E;
    }

    /** Does the work; the thread's lines name the request meanwhile. */
    public <E extends Exception> void during(Work<E> work) throws E {
        CURRENT.set(this);
        try {
            work.run();
        } finally {
            CURRENT.remove();
        }
    }
}
