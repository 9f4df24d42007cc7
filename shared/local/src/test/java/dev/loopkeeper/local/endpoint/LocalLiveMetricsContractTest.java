package dev.loopkeeper.local.endpoint;

import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.rollout.LiveMetrics;
import dev.loopkeeper.testkit.LiveMetricsContract;
import dev.loopkeeper.testkit.MemoryObjectStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The real admin API and client over HTTP; requests are counted by hand, so that their time and length are known. */
class LocalLiveMetricsContractTest extends LiveMetricsContract {
    private static final Instant START = Instant.parse("2013-01-01T00:00:00Z");

    @TempDir
    private Path home;

    private Instant now = START;
    private EndpointCatalog catalog;
    private HttpServer http;

    @BeforeEach
    void listen() throws IOException {
        EndpointFiles files = new EndpointFiles(home, new MemoryObjectStore());
        catalog = new EndpointCatalog(files, () -> now, VersionLimits.DEFAULT);
        // Their artefact does not exist: the versions are counted without ever running.
        catalog.orCreate(endpoint()).deploy("v1", "none");
        catalog.orCreate(endpoint()).deploy("v2", "none");
        AdminRoute admin = new AdminRoute(catalog, AdminToken.readOrMake(home), () -> now, null);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", new RootRoute(null, admin, null, () -> true));
        http.start();
        new EndpointAddress(
                        ProcessHandle.current().pid(),
                        "127.0.0.1",
                        http.getAddress().getPort(),
                        Instant.now())
                .write(home);
    }

    @AfterEach
    void stop() {
        http.stop(0);
        catalog.close();
    }

    @Override
    protected LiveMetrics metrics() {
        return new LocalLiveMetrics(home);
    }

    @Override
    protected String endpoint() {
        return "flights";
    }

    @Override
    protected Instant start() {
        return START;
    }

    @Override
    protected void served(String version, Instant at, long requests, long errors, double millis) {
        now = at;
        VersionMetrics metrics =
                catalog.orCreate(endpoint()).serving().versions().get(version).metrics();
        for (long i = 0; i < requests; i++) {
            if (i < errors) {
                metrics.failed(VersionFailure.Kind.FAILED, (long) (millis * 1e6));
            } else {
                metrics.answered((long) (millis * 1e6), 1);
            }
        }
    }

    @Override
    protected boolean knowsValues() {
        return true;
    }

    @Override
    protected void answered(String version, Instant at, double value) {
        now = at;
        catalog.orCreate(endpoint()).serving().versions().get(version).metrics().answered(1_000_000, value);
    }

    @Override
    protected void settleUntil(Instant time) {
        now = time;
    }

    @Override
    protected boolean lose(Instant from, Instant to) {
        return false; // It loses all counts before its restart, see RequestRingTest, and never some in between.
    }
}
