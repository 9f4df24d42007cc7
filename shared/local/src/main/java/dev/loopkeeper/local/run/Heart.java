package dev.loopkeeper.local.run;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Keeps a local loop going: takes in files, sweeps what is due, follows changed configurations, keeps the endpoint's
 * process alive.
 *
 * <p>At its start every model is woken once, whatever an earlier process left behind.
 */
final class Heart implements Runnable {
    private static final Logger LOG = LogManager.getLogger(Heart.class);
    private static final long BEAT_MILLIS = 50;
    private static final long CONFIG_NANOS = 1_000_000_000L;
    private static final long FOLDERS_NANOS = 300_000_000_000L;
    private static final long ENDPOINT_NANOS = 500_000_000L;

    private final LocalLoop loop;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean begun;
    private boolean busy;
    private long configs;
    private long folders;
    private long endpoint;

    Heart(LocalLoop loop) {
        this.loop = loop;
    }

    @Override
    public void run() {
        begun = true;
        try {
            guarded("start", this::begin);
            while (!stop.await(busy ? 0 : BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
                guarded("beat", this::beat);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    private void begin() {
        long now = System.nanoTime();
        configs = now;
        folders = now;
        endpoint = now;
        follow(loop.models().refresh());
    }

    /** What is new is looked at once, whatever an earlier process left behind. */
    private void follow(List<LoopConfig> changed) {
        for (LoopConfig config : changed) {
            guarded("model " + config.model(), () -> loop.follow(config));
        }
        loop.intake().follow();
    }

    private void beat() {
        long now = System.nanoTime();
        if (now - endpoint > ENDPOINT_NANOS) {
            endpoint = now;
            loop.endpointProcess().ensureRunning();
        }
        if (now - configs > CONFIG_NANOS) {
            configs = now;
            List<LoopConfig> changed = loop.models().refresh();
            if (!changed.isEmpty()) {
                follow(changed);
            }
        }
        if (now - folders > FOLDERS_NANOS) {
            folders = now;
            loop.intake().lookAgain();
        }
        busy = loop.intake().turn() > 0;
        loop.sweep().sweep();
    }

    private static void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (LoopException e) {
            LOG.warn("{}: {}", what, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} failed and goes on: {}", what, e.toString(), e);
        }
    }

    void stop() throws InterruptedException {
        stop.countDown();
        if (begun) {
            stopped.await(5, TimeUnit.SECONDS);
        }
    }
}
