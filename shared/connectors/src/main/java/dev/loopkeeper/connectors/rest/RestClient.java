package dev.loopkeeper.connectors.rest;

import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Calls the HTTP APIs of services: proves who calls, and makes a few tries of calls that may be repeated, with growing,
 * jittered pauses after 408, 429, 5xx and lost connections, all within the time of its {@link Patience}.
 *
 * <p>Answers from 200 to 499 other than those and 401 and 403 are the caller's to read. What is left is thrown:
 * {@code TRANSIENT} when nothing can have been changed, {@code UNKNOWN_OUTCOME} when one try of a write may have
 * arrived.
 */
public final class RestClient {
    private static final int LARGEST = 32 << 20;
    private static final int SHOWN = 64 << 10;
    private static final Duration NO_END = Duration.ofDays(1);

    /** Waits; replaced in tests. */
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    private final Transport transport;
    private final Authorization authorization;
    private final String remedy;
    private final Pause pause;
    private final LongSupplier nanos;
    private final Supplier<Duration> left;

    /** @param remedy what a person does about 401 and 403; it ends the message */
    public RestClient(Authorization authorization, String remedy) {
        this(new UrlTransport(), authorization, remedy, time -> Thread.sleep(time.toMillis()));
    }

    public RestClient(Transport transport, Authorization authorization, String remedy, Pause pause) {
        this(transport, authorization, remedy, pause, System::nanoTime);
    }

    /** @param nanos a clock that only runs forward */
    RestClient(Transport transport, Authorization authorization, String remedy, Pause pause, LongSupplier nanos) {
        this(transport, authorization, remedy, pause, nanos, () -> NO_END);
    }

    private RestClient(
            Transport transport,
            Authorization authorization,
            String remedy,
            Pause pause,
            LongSupplier nanos,
            Supplier<Duration> left) {
        this.transport = transport;
        this.authorization = authorization;
        this.remedy = remedy;
        this.pause = pause;
        this.nanos = nanos;
        this.left = left;
    }

    /**
     * The same for work that has an end: a call takes no longer than what the work has left, and is not begun after it.
     * A stream that is open by then is read on.
     *
     * @param time what the work at hand has left
     */
    public RestClient within(Supplier<Duration> time) {
        return new RestClient(transport, authorization, remedy, pause, nanos, time);
    }

    /** @param what names the thing in messages, such as {@code object 'a/b' of bucket 'c'} */
    public RestAnswer call(RestCall call, String what) {
        return attempts(call, what, (opened, tries) -> whole(allowed(opened, tries, what), tries, what));
    }

    /** As {@link #call}, but 401 and 403 are the caller's to read too. */
    public RestAnswer exchange(RestCall call, String what) {
        return attempts(call, what, (opened, tries) -> whole(opened, tries, what));
    }

    /**
     * As {@link #call}, with a body of any size that is read while it arrives, whatever the status says; bytes may be
     * waited for longer than those of a call.
     */
    public RestStream stream(RestCall call, String what) {
        return attempts(call.within(Patience.STREAM), what, (opened, tries) -> allowed(opened, tries, what));
    }

    private static RestAnswer whole(RestStream opened, Tries tries, String what) throws IOException {
        try (InputStream body = opened.body()) {
            byte[] read = tries.deadline().read(body, LARGEST);
            if (read.length > LARGEST) {
                throw LoopException.poison(what + " answered more than " + (LARGEST >> 20) + " MiB");
            }
            return new RestAnswer(opened.status(), opened.headers(), read, tries.mayRepeat());
        }
    }

    private interface Reading<T> {
        T of(RestStream opened, Tries tries) throws IOException;
    }

    private <T> T attempts(RestCall call, String what, Reading<T> reading) {
        Tries tries = new Tries(call, what, new Deadline(nanos, time(call, what)));
        while (true) {
            RestCall signed = tries.next(authorization.sign(call));
            try {
                RestStream opened = transport.open(signed);
                if (!Tries.heals(opened.status())) {
                    return reading.of(opened, tries);
                }
                tries.answered(drained(opened, tries));
            } catch (IOException e) {
                tries.broke(e);
            }
            rest(tries.pause(), what);
        }
    }

    private Duration time(RestCall call, String what) {
        Duration work = left.get();
        if (work.isNegative() || work.isZero()) {
            throw LoopException.transientFailure(
                    what + " was not asked: the time that the host gives this work is over; it goes on when it is"
                            + " asked for again",
                    null);
        }
        Duration total = call.patience().total();
        return work.compareTo(total) < 0 ? work : total;
    }

    private RestStream allowed(RestStream opened, Tries tries, String what) throws IOException {
        if (opened.status() == 401 || opened.status() == 403) {
            RestAnswer answer = drained(opened, tries);
            throw LoopException.transientFailure(
                    what + " is not allowed (" + answer.status() + " " + answer.reason() + "): " + remedy, null);
        }
        return opened;
    }

    private static RestAnswer drained(RestStream opened, Tries tries) throws IOException {
        try (InputStream body = opened.body()) {
            return new RestAnswer(
                    opened.status(), opened.headers(), tries.deadline().read(body, SHOWN));
        }
    }

    private void rest(Duration time, String what) {
        try {
            pause.of(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoopException.transientFailure(what + " was interrupted", e);
        }
    }
}
