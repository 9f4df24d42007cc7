package dev.loopkeeper.testkit.sim;

import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs handlers one at a time, each of which can be stopped at any call and continued later.
 *
 * <p>The scheduler is a role that threads hand on: a handler that is not interrupted runs on the scheduler's own
 * thread, and only an interruption costs a change of threads. Who runs next never depends on the operating system.
 */
final class Lockstep implements AutoCloseable {
    /** A place where a handler stands still. */
    static final class Stop {
        private final Worker worker;

        private Stop(Worker worker) {
            this.worker = worker;
        }
    }

    /** One thread; it runs only while it has the turn. */
    private final class Worker extends Thread {
        private volatile boolean turn;

        Worker() {
            super("sim-" + started++);
            setDaemon(true);
        }

        void give() {
            turn = true;
            LockSupport.unpark(this);
        }

        void await() {
            while (!turn) {
                LockSupport.park(this);
            }
            turn = false;
        }

        @Override
        public void run() {
            await();
            while (!closed) {
                try {
                    work();
                } finally {
                    idle.push(this);
                    over.countDown();
                }
                await();
            }
        }
    }

    private final ArrayDeque<Worker> idle = new ArrayDeque<>();
    private int started;
    private volatile boolean closed;
    private volatile Steps steps;
    private volatile CountDownLatch over;

    /** What the scheduler does: one thing at a time, until it is over. */
    interface Steps {
        /** Does the next thing; {@code false} when there is none. Whatever resumes a handler must be its last act. */
        boolean next();
    }

    /** Runs to the end; one caller at a time. */
    void run(Steps todo) {
        steps = todo;
        over = new CountDownLatch(1);
        worker().give();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a simulation runs", e);
        }
    }

    /**
     * Called in a handler: stands still until {@link #resume}. {@code where} is told the place before anybody else
     * runs.
     */
    void stop(java.util.function.Consumer<Stop> where) {
        Worker me = (Worker) Thread.currentThread();
        where.accept(new Stop(me));
        worker().give();
        me.await();
    }

    /** Called by the scheduler as its last act: continues a handler and gives it the turn. */
    void resume(Stop stop) {
        Worker me = (Worker) Thread.currentThread();
        idle.push(me);
        stop.worker.give();
        me.await();
    }

    private void work() {
        while (!closed && steps.next()) {
            // Each turn of the loop is one step of the simulation.
        }
    }

    private Worker worker() {
        Worker free = idle.poll();
        if (free == null) {
            free = new Worker();
            free.start();
        }
        return free;
    }

    @Override
    public void close() {
        closed = true;
        idle.forEach(Worker::give);
    }
}
