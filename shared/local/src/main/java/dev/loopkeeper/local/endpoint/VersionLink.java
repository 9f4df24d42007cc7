package dev.loopkeeper.local.endpoint;

import dev.loopkeeper.local.endpoint.VersionFailure.Kind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The server's connections to one running version, kept alive between requests.
 *
 * <p>Rule: a version that hangs holds at most {@link VersionLimits#calls} threads of the server, each no longer than
 * the timeout; others wait for it only while it answers.
 */
final class VersionLink implements AutoCloseable {
    /** Time-outs in a row after which nobody waits for the version any more. */
    private static final int SUSPECT = 3;

    private final int port;
    private final byte[] secret;
    private final VersionLimits limits;
    private final Semaphore calls;
    private final Semaphore places;
    private final ConcurrentLinkedDeque<VersionConnection> idle = new ConcurrentLinkedDeque<>();
    private final Set<VersionConnection> busy = ConcurrentHashMap.newKeySet();
    private final AtomicInteger timeouts = new AtomicInteger();
    private volatile boolean closed;

    VersionLink(int port, byte[] secret, VersionLimits limits) {
        this.port = port;
        this.secret = secret.clone();
        this.limits = limits;
        this.calls = new Semaphore(limits.calls());
        this.places = new Semaphore(limits.calls() + limits.waiting());
    }

    double[] score(List<Map<String, String>> rows) throws VersionFailure {
        long deadline = System.nanoTime() + limits.timeout().toNanos();
        if (!places.tryAcquire()) {
            throw new VersionFailure(
                    Kind.BUSY, "has " + (limits.calls() + limits.waiting()) + " requests under way, its limit");
        }
        try {
            admit(deadline);
            try {
                return call(rows, deadline);
            } finally {
                calls.release();
            }
        } finally {
            places.release();
        }
    }

    /** Time-outs since the version last answered. */
    int timeoutsInARow() {
        return timeouts.get();
    }

    /** Ends calls whose time is over: a write to a version that stopped reading has no time-out of its own. */
    void closeOverdue() {
        long now = System.nanoTime();
        busy.stream().filter(connection -> connection.overdue(now)).forEach(VersionConnection::close);
    }

    @Override
    public void close() {
        closed = true;
        busy.forEach(VersionConnection::close);
        for (VersionConnection c = idle.poll(); c != null; c = idle.poll()) {
            c.close();
        }
    }

    private void admit(long deadline) throws VersionFailure {
        try {
            long patience = timeouts.get() >= SUSPECT ? 0 : deadline - System.nanoTime();
            if (!calls.tryAcquire(patience, TimeUnit.NANOSECONDS)) {
                throw new VersionFailure(
                        Kind.BUSY, "works on " + limits.calls() + " requests, its limit, and does not answer in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VersionFailure(Kind.BUSY, "the server is stopping");
        }
    }

    private double[] call(List<Map<String, String>> rows, long deadline) throws VersionFailure {
        VersionConnection connection = null;
        boolean whole = false;
        try {
            connection = take(deadline);
            double[] values = connection.ask(rows);
            whole = true;
            timeouts.set(0);
            return values;
        } catch (VersionFailure e) {
            whole = true;
            timeouts.set(0);
            throw e;
        } catch (SocketTimeoutException e) {
            throw timedOut();
        } catch (IOException e) {
            if (System.nanoTime() >= deadline) {
                throw timedOut();
            }
            throw new VersionFailure(Kind.DOWN, "went away: " + e.getMessage());
        } finally {
            putBack(connection, whole);
        }
    }

    private VersionFailure timedOut() {
        timeouts.incrementAndGet();
        return new VersionFailure(
                Kind.TIMED_OUT, "did not answer within " + limits.timeout().toMillis() + " ms");
    }

    private VersionConnection take(long deadline) throws IOException {
        VersionConnection connection = idle.poll();
        if (connection == null) {
            connection = VersionConnection.open(port, secret);
        }
        connection.begin(deadline);
        busy.add(connection);
        if (closed) {
            connection.close();
        }
        return connection;
    }

    private void putBack(VersionConnection connection, boolean whole) {
        if (connection == null) {
            return;
        }
        busy.remove(connection);
        if (whole && !closed) {
            idle.push(connection);
        } else {
            connection.close();
        }
    }
}
