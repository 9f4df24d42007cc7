package dev.loopkeeper.local.endpoint;

import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.local.LocalClock;
import dev.loopkeeper.store.ObjectStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The serving process: predictions, admin API, metrics and health on one port.
 *
 * <p>It knows nothing of the loop and goes on serving when the loop is gone. What it was told to serve lies on disk, so
 * a restarted one serves the same; counts and windows begin again.
 */
final class EndpointServer implements AutoCloseable {
    private static final int THREADS = 128;
    private static final int LOOK_MILLIS = 100;
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Path home;
    private final EndpointCatalog catalog;
    private final PredictionLog log;
    private final HttpServer http;
    private final RootRoute root;
    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS);
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private final CountDownLatch stopAsked = new CountDownLatch(1);

    /**
     * What can be set from outside.
     *
     * @param host address to listen on; a name of the loopback interface unless others shall reach it
     * @param port 0: any free one
     * @param timeout of one prediction
     * @param publishEvery time of the clock after which logged predictions are published
     */
    record Settings(String host, int port, Duration timeout, Duration publishEvery) {}

    private EndpointServer(Path home, ObjectStore store, Settings settings) throws IOException {
        this.home = home;
        LocalClock clock = LocalClock.of(home);
        EndpointFiles files = new EndpointFiles(home, store);
        VersionLimits usual = VersionLimits.DEFAULT;
        this.http =
                HttpServer.create(new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()), 256);
        this.log = new PredictionLog(files.predictions(), store, clock, settings.publishEvery());
        this.catalog = new EndpointCatalog(
                files, clock, new VersionLimits(settings.timeout(), usual.calls(), usual.waiting(), usual.heapMb()));
        PredictRoute predict = new PredictRoute(catalog, log, clock);
        AdminRoute admin = new AdminRoute(catalog, AdminToken.readOrMake(home), clock, new Control());
        this.root = new RootRoute(predict, admin, new MetricsRoute(catalog, predict::unlogged), catalog::healthy);
        http.createContext("/", root);
        http.setExecutor(workers);
    }

    /** Begins to serve; when this returns the address is in the home. */
    static EndpointServer start(Path home, ObjectStore store, Settings settings) throws IOException {
        EndpointServer server = new EndpointServer(home, store, settings);
        server.ticker.scheduleWithFixedDelay(server::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        server.http.start();
        new EndpointAddress(
                        ProcessHandle.current().pid(),
                        settings.host(),
                        server.http.getAddress().getPort(),
                        Instant.now())
                .write(home);
        return server;
    }

    /** Waits until somebody asks over the admin API to stop. */
    void awaitStop() throws InterruptedException {
        stopAsked.await();
    }

    /** Stops serving, ends the versions and publishes what was logged. */
    @Override
    public void close() throws IOException {
        EndpointAddress.remove(home);
        // stop(1) would wait its second out even when nothing is under way.
        root.awaitIdle(DRAIN);
        http.stop(0);
        workers.shutdownNow();
        ticker.shutdown();
        catalog.close();
        log.publishAll();
    }

    private void look() {
        try {
            catalog.look();
            log.publishDue();
        } catch (IOException | RuntimeException e) {
            // The next look tries again; an exception that left this method would end all looking.
            System.getLogger(EndpointServer.class.getName()).log(System.Logger.Level.WARNING, "endpoint upkeep", e);
        }
    }

    private final class Control implements AdminRoute.ServerControl {
        @Override
        public void publish() throws IOException {
            log.publishAll();
        }

        @Override
        public void stop() {
            stopAsked.countDown();
        }
    }
}
