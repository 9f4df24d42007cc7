package dev.loopkeeper.connectors.rest;

import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Calls the HTTP APIs of services: proves who calls, and makes a few tries of calls that may be repeated, with growing,
 * jittered pauses after 408, 429, 5xx and lost connections.
 *
 * <p>Answers from 200 to 499 other than those and 401 and 403 are the caller's to read. What is left is thrown:
 * {@code TRANSIENT} when nothing can have been changed, {@code UNKNOWN_OUTCOME} when one try of a write may have
 * arrived.
 */
public final class RestClient {
    private static final int TRIES = 4;
    private static final int LARGEST = 32 << 20;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 4_000;

    /** Waits; replaced in tests. */
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final Transport transport;
    private final Authorization authorization;
    private final String remedy;
    private final Pause pause;

    /** @param remedy what a person does about 401 and 403; it ends the message */
    public RestClient(Authorization authorization, String remedy) {
        this(new UrlTransport(), authorization, remedy, time -> Thread.sleep(time.toMillis()));
    }

    public RestClient(Transport transport, Authorization authorization, String remedy, Pause pause) {
        this.transport = transport;
        this.authorization = authorization;
        this.remedy = remedy;
        this.pause = pause;
    }

    /** @param what names the thing in messages, such as {@code object 'a/b' of bucket 'c'} */
    public RestAnswer call(RestCall call, String what) {
        return attempts(call, what, (opened, mayRepeat) -> {
            try (InputStream body = opened.body()) {
                byte[] read = body.readNBytes(LARGEST + 1);
                if (read.length > LARGEST) {
                    throw LoopException.poison(what + " answered more than " + (LARGEST >> 20) + " MiB");
                }
                return new RestAnswer(opened.status(), opened.headers(), read, mayRepeat);
            }
        });
    }

    /** As {@link #call}, with a body of any size that is read while it arrives, whatever the status says. */
    public RestStream stream(RestCall call, String what) {
        return attempts(call, what, (opened, mayRepeat) -> opened);
    }

    private interface Reading<T> {
        T of(RestStream opened, boolean mayRepeat) throws IOException;
    }

    private <T> T attempts(RestCall call, String what, Reading<T> reading) {
        boolean mayRepeat = false;
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt == TRIES || !call.repeatable();
            RestCall signed = authorization.sign(call);
            try {
                RestStream opened = transport.open(signed);
                if (!heals(opened.status())) {
                    return reading.of(allowed(opened, what), mayRepeat);
                }
                RestAnswer answer = drained(opened);
                mayRepeat |= !turnedAway(answer.status());
                if (last) {
                    throw failed(call, mayRepeat, what + " answered " + answer.status() + " " + answer.reason(), null);
                }
                rest(attempt, answer.header("retry-after"), what);
            } catch (IOException e) {
                mayRepeat |= !(e instanceof ConnectException || e instanceof UnknownHostException);
                if (last) {
                    throw failed(call, mayRepeat, what + " did not answer: " + e.getMessage(), e);
                }
                rest(attempt, Optional.empty(), what);
            }
        }
    }

    private static boolean heals(int status) {
        return turnedAway(status) || status >= 500;
    }

    /** Refused at the door: nothing was done. A 5xx may come after the deed. */
    private static boolean turnedAway(int status) {
        return status == 408 || status == 429;
    }

    private RestStream allowed(RestStream opened, String what) throws IOException {
        if (opened.status() == 401 || opened.status() == 403) {
            RestAnswer answer = drained(opened);
            throw LoopException.transientFailure(
                    what + " is not allowed (" + answer.status() + " " + answer.reason() + "): " + remedy, null);
        }
        return opened;
    }

    private static RestAnswer drained(RestStream opened) throws IOException {
        try (InputStream body = opened.body()) {
            return new RestAnswer(opened.status(), opened.headers(), body.readNBytes(64 << 10));
        }
    }

    private static LoopException failed(RestCall call, boolean mayHaveArrived, String said, IOException cause) {
        return mayHaveArrived && !call.reads()
                ? LoopException.unknownOutcome(said, cause)
                : LoopException.transientFailure(said, cause);
    }

    private void rest(int attempt, Optional<String> retryAfter, String what) {
        long grown = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << attempt);
        long jittered = grown / 2 + ThreadLocalRandom.current().nextLong(grown / 2 + 1);
        long asked = retryAfter
                .filter(s -> s.matches("\\d{1,6}"))
                .map(s -> Long.parseLong(s) * 1_000)
                .orElse(0L);
        try {
            pause.of(Duration.ofMillis(Math.max(jittered, Math.min(asked, LONGEST_PAUSE_MILLIS))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoopException.transientFailure(what + " was interrupted", e);
        }
    }
}
