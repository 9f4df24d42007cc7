package dev.loopkeeper.azure.ml.fake;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What goes wrong next, by method and by a part of the path; each fault happens once. */
public final class ArmFaults {
    /** What becomes of the call. */
    enum End {
        ANSWERED,
        REFUSED,
        /** Applied, and the connection closed. */
        LOST,
        /** Not applied, and the connection closed. */
        RESET
    }

    record Fault(String method, String part, End end, Optional<ArmRefusal> refusal, Runnable first) {}

    private final List<Fault> waiting = new ArrayList<>();

    /** The next {@code times} such calls are refused and change nothing. */
    public synchronized void refuse(int times, String method, String part, int status, String code, String message) {
        for (int i = 0; i < times; i++) {
            add(method, part, End.REFUSED, Optional.of(new ArmRefusal(status, code, message)), () -> {});
        }
    }

    /** The next {@code times} such calls are answered with the status, as by a service that is not well. */
    public void refuse(int times, String method, String part, int status) {
        refuse(times, method, part, status, status == 429 ? "TooManyRequests" : "ServiceUnavailable", "on demand");
    }

    /** The next such call is applied, and its answer is lost. */
    public synchronized void loseNext(String method, String part) {
        add(method, part, End.LOST, Optional.empty(), () -> {});
    }

    /** The connection of the next such call breaks before anything is done. */
    public synchronized void resetNext(String method, String part) {
        add(method, part, End.RESET, Optional.empty(), () -> {});
    }

    /** Somebody else is quicker than the next such call. */
    public synchronized void beforeNext(String method, String part, Runnable action) {
        add(method, part, End.ANSWERED, Optional.empty(), action);
    }

    private void add(String method, String part, End end, Optional<ArmRefusal> refusal, Runnable first) {
        waiting.add(new Fault(method, part, end, refusal, first));
    }

    synchronized Optional<Fault> of(ArmCall call) {
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
