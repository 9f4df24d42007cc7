package dev.loopkeeper.local.serve;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.evaluate.PredictionLine;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Writes what was answered to the store, as
 * {@code predictions/<model>/<version>/<yyyyMMdd'T'HHmmss>-<replica>-<n>.jsonl} with a {@link PredictionLine} a line,
 * where {@code score-outcomes} finds it.
 *
 * <p>An answer never waits for it: lines are written in the background, and when the store takes too few they are
 * dropped and counted. Every object is created once. A killed process loses what it had not written yet.
 */
final class PredictionSink implements AutoCloseable {
    static final int CAPACITY = 50_000;
    private static final int FULL_BYTES = 4 << 20;
    private static final int LAST_TRIES = 3;
    private static final long RETRY_NANOS = 5_000_000_000L;
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final ObjectStore store;
    private final String prefix;
    private final Duration every;
    private final Consumer<String> warn;
    private final String replica = String.format(Locale.ROOT, "%08x", new SecureRandom().nextInt());
    private final BlockingQueue<PredictionLine> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final LongAdder dropped = new LongAdder();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "prediction-log");
        thread.setDaemon(true);
        return thread;
    });
    private Batch filling = new Batch();
    private Optional<Batch> full = Optional.empty();
    private long notBefore = System.nanoTime();
    private long reported;
    private int files;

    /** Lines of one object. */
    private static final class Batch {
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private String key = "";
        private long since;
        private int lines;
    }

    /**
     * Begins to write.
     *
     * @param every how long a line may wait for more of its object
     * @param warn told what was dropped and what failed
     */
    PredictionSink(ObjectStore store, String model, String version, Duration every, Consumer<String> warn) {
        this.store = store;
        this.prefix = Layout.predictionsPrefix(model, version);
        this.every = every;
        this.warn = warn;
    }

    /** Looks a few times a minute whether something is due. */
    PredictionSink start() {
        ticker.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        return this;
    }

    /** Takes a line or drops it; returns at once. */
    void offer(PredictionLine line) {
        if (!queue.offer(line)) {
            dropped.increment();
        }
    }

    long dropped() {
        return dropped.sum();
    }

    /** Writes what is left, with a few tries. */
    @Override
    public void close() {
        ticker.shutdown();
        synchronized (this) {
            for (int i = 0; i < LAST_TRIES && !empty(); i += write() ? 0 : 1) {
                collect();
            }
            dropped.add(queue.size() + filling.lines + full.map(b -> b.lines).orElse(0));
            report();
        }
    }

    private boolean empty() {
        return queue.isEmpty() && filling.lines == 0 && full.isEmpty();
    }

    private void tick() {
        try {
            look();
        } catch (RuntimeException e) {
            // An exception that left this method would end all writing.
            warn.accept("prediction log: " + e);
        }
    }

    private synchronized void look() {
        collect();
        boolean due = filling.lines > 0 && System.nanoTime() - filling.since >= every.toNanos();
        boolean waits = full.isPresent() || due || filling.body.size() >= FULL_BYTES;
        if (waits && System.nanoTime() - notBefore >= 0) {
            write();
        }
        report();
    }

    private void collect() {
        while (filling.body.size() < FULL_BYTES) {
            PredictionLine line = queue.poll();
            if (line == null) {
                return;
            }
            if (filling.lines == 0) {
                filling.since = System.nanoTime();
                filling.key = prefix + SECOND.format(line.at()) + "-" + replica + "-" + ++files + ".jsonl";
            }
            filling.lines++;
            filling.body.writeBytes(Json.write(line));
            filling.body.write('\n');
        }
    }

    /** Writes one object, the oldest; whether that worked. */
    private boolean write() {
        if (full.isEmpty()) {
            full = Optional.of(filling);
            filling = new Batch();
        }
        Batch batch = full.get();
        try {
            // False means that an earlier try arrived after all: nobody else has this name.
            store.putIfAbsent(batch.key, batch.body.toByteArray());
        } catch (LoopException e) {
            return failed(batch, e);
        }
        full = Optional.empty();
        return true;
    }

    private boolean failed(Batch batch, LoopException e) {
        boolean hopeless = e.kind() == LoopException.Kind.POISON;
        warn.accept("prediction log: " + batch.key + " could not be written"
                + (hopeless ? ", dropped: " : ", tried again later: ") + e.getMessage());
        if (hopeless) {
            dropped.add(batch.lines);
            full = Optional.empty();
        }
        notBefore = System.nanoTime() + RETRY_NANOS;
        return false;
    }

    private void report() {
        long now = dropped.sum();
        if (now > reported) {
            warn.accept("prediction log: " + (now - reported) + " lines dropped, " + now
                    + " since the start: their outcomes will not count");
            reported = now;
        }
    }
}
