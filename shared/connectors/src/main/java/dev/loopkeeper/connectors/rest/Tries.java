package dev.loopkeeper.connectors.rest;

import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The tries of one call: what they leave behind, and whether there is one more. */
final class Tries {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 4_000;

    private final RestCall call;
    private final String what;
    private final Deadline deadline;
    private int made;
    private boolean mayRepeat;
    private Optional<String> retryAfter = Optional.empty();
    private LoopException failure;

    Tries(RestCall call, String what, Deadline deadline) {
        this.call = call;
        this.what = what;
        this.deadline = deadline;
    }

    /** Whether an answer is no news: one like it may heal when the call is made again. */
    static boolean heals(int status) {
        return turnedAway(status) || status >= 500;
    }

    /** Refused at the door: nothing was done. A 5xx may come after the deed. */
    private static boolean turnedAway(int status) {
        return status == 408 || status == 429;
    }

    /** The call of the next try, with the time that is left for it. */
    RestCall next(RestCall signed) {
        made++;
        if (!deadline.allows(Duration.ZERO)) {
            long all = deadline.total().toMillis();
            throw failed(what + " was not asked: its " + all + " ms were over before", null);
        }
        return signed.within(call.patience().within(deadline.left()));
    }

    /** Whether a try before this one may have arrived. */
    boolean mayRepeat() {
        return mayRepeat;
    }

    Deadline deadline() {
        return deadline;
    }

    void answered(RestAnswer answer) {
        mayRepeat |= !turnedAway(answer.status());
        retryAfter = answer.header("retry-after");
        failure = failed(what + " answered " + answer.status() + " " + answer.reason(), null);
    }

    void broke(IOException e) {
        mayRepeat |= !(e instanceof ConnectException || e instanceof UnknownHostException);
        retryAfter = Optional.empty();
        failure = failed(what + " did not answer: " + e.getMessage(), e);
    }

    private LoopException failed(String said, IOException cause) {
        return mayRepeat && !call.reads()
                ? LoopException.unknownOutcome(said, cause)
                : LoopException.transientFailure(said, cause);
    }

    /** The pause before one more try; throws how the last one failed when there is none. */
    Duration pause() {
        long grown = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << made);
        long jittered = grown / 2 + ThreadLocalRandom.current().nextLong(grown / 2 + 1);
        long asked = retryAfter
                .filter(s -> s.matches("\\d{1,6}"))
                .map(s -> Long.parseLong(s) * 1_000)
                .orElse(0L);
        Duration pause = Duration.ofMillis(Math.max(jittered, Math.min(asked, LONGEST_PAUSE_MILLIS)));
        if (made >= call.patience().tries() || !call.repeatable() || !deadline.allows(pause)) {
            throw failure;
        }
        return pause;
    }
}
