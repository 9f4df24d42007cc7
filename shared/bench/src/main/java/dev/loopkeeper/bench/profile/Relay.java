package dev.loopkeeper.bench.profile;

import dev.loopkeeper.data.RowSink;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/** Hands rows to a sink on a thread of its own, a thousand at a time; order is kept. */
final class Relay implements RowSink, AutoCloseable {
    private static final int ROWS = 1_024;
    private static final int AHEAD = 4;
    private static final String[][] END = {};

    private final RowSink target;
    private final BlockingQueue<String[][]> full = new ArrayBlockingQueue<>(AHEAD);
    private CompletableFuture<Void> work = CompletableFuture.completedFuture(null);
    private String[][] block = new String[ROWS][];
    private int filled;

    Relay(RowSink target) {
        this.target = target;
    }

    @Override
    public void header(List<String> columns) {
        target.header(columns);
        work = CompletableFuture.runAsync(this::drain, task -> new Thread(task, "profile").start());
    }

    @Override
    public void row(long number, String[] values) {
        block[filled++] = values.clone();
        if (filled == ROWS) {
            pass(block);
            block = new String[ROWS][];
            filled = 0;
        }
    }

    /** Waits until every row has arrived. */
    void finish() {
        String[][] rest = new String[filled][];
        System.arraycopy(block, 0, rest, 0, filled);
        if (filled > 0) {
            pass(rest);
        }
        pass(END);
        work.join();
    }

    private void drain() {
        try {
            long number = 0;
            for (String[][] rows = full.take(); rows.length > 0; rows = full.take()) {
                for (String[] row : rows) {
                    target.row(++number, row);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(String[][] rows) {
        try {
            full.put(rows);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    @Override
    public void close() {
        work.cancel(true);
    }
}
