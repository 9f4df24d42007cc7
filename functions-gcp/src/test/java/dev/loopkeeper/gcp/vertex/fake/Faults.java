package dev.loopkeeper.gcp.vertex.fake;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What goes wrong next, by method and by a part of the path; each fault happens once. */
public final class Faults {
    /**
     * What happens once.
     *
     * @param status to answer with, unapplied; 0: apply the call and close the connection; 200: answer as ever
     * @param word the service's own for the status
     * @param first what somebody else does just before
     */
    record Fault(String method, String part, int status, String word, String message, Runnable first) {
        private Fault(String method, String part, int status, Runnable first) {
            this(method, part, status, "UNAVAILABLE", "on demand", first);
        }

        boolean refuses() {
            return status >= 400;
        }

        boolean loses() {
            return status == 0;
        }
    }

    private final List<Fault> waiting = new ArrayList<>();

    /** The next such call is answered with the status and changes nothing. */
    public synchronized void answerNext(String method, String part, int status) {
        waiting.add(new Fault(method, part, status, () -> {}));
    }

    /** The next such call is refused with the service's word and message, and changes nothing. */
    public synchronized void refuseNext(String method, String part, int status, String word, String message) {
        waiting.add(new Fault(method, part, status, word, message, () -> {}));
    }

    /** The next such call is applied, and its answer is lost. */
    public synchronized void loseNext(String method, String part) {
        waiting.add(new Fault(method, part, 0, () -> {}));
    }

    /** Somebody else is quicker than the next such call. */
    public synchronized void beforeNext(String method, String part, Runnable action) {
        waiting.add(new Fault(method, part, 200, action));
    }

    synchronized Optional<Fault> of(FakeCall call) {
        for (Iterator<Fault> each = waiting.iterator(); each.hasNext(); ) {
            Fault fault = each.next();
            if (fault.method().equals(call.method()) && call.path().contains(fault.part())) {
                each.remove();
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
