package dev.loopkeeper.local.serve;

import com.sun.net.httpserver.HttpServer;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.local.store.StoreAddress;
import dev.loopkeeper.local.trainer.Scorer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One version behind one port.
 *
 * <p>It listens before it loads, because a platform takes a closed port for a dead container, and says so on its health
 * route until it can predict.
 */
final class ServeServer implements AutoCloseable {
    private static final int THREADS = 64;
    private static final int BACKLOG = 256;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);

    private final ServeSettings settings;
    private final Consumer<String> say;
    private final ServeRoutes routes;
    private final HttpServer http;
    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS);

    /**
     * Listens.
     *
     * @param say told, a line at a time, what a person who reads the container's log needs
     */
    ServeServer(ServeSettings settings, Consumer<String> say) throws IOException {
        this.settings = settings;
        this.say = say;
        this.routes = new ServeRoutes(settings);
        InetAddress host = InetAddress.getByName(settings.text(ServeOption.HOST));
        this.http = HttpServer.create(new InetSocketAddress(host, settings.number(ServeOption.PORT)), BACKLOG);
        http.createContext("/", routes);
        http.setExecutor(workers);
        http.start();
    }

    int port() {
        return http.getAddress().getPort();
    }

    /** Loads the version and begins to predict; see {@link Artefact#open} for what it throws. */
    void load() {
        Scorer scorer;
        String model = settings.text(ServeOption.MODEL);
        try (InputStream in = Artefact.open(model, settings.text(ServeOption.ARTIFACT))) {
            scorer = Scorer.load(in);
            new ReadyVersion(scorer, Optional.empty()).warmUp(routes.form());
        } catch (IOException e) {
            throw LoopException.transientFailure("artefact in " + model + " cannot be read: " + e.getMessage(), e);
        }
        scorer.fault()
                .ifPresent(fault -> say.accept("the artefact has a demonstration fault, which is not played here"));
        routes.serve(new ReadyVersion(scorer, sink(scorer)));
        say.accept("serving " + scorer.describe() + " on port " + port());
    }

    /** Answers for the time of draining, then waits for the last requests and writes the last predictions. */
    @Override
    public void close() {
        routes.drain();
        Optional<ReadyVersion> ready = routes.version();
        try {
            // Traffic moves elsewhere only after the platform has noticed.
            TimeUnit.SECONDS.sleep(ready.isPresent() ? settings.number(ServeOption.DRAIN_SECONDS) : 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        routes.awaitIdle(LAST_ANSWERS);
        http.stop(0);
        workers.shutdownNow();
        ready.flatMap(ReadyVersion::sink).ifPresent(PredictionSink::close);
    }

    private Optional<PredictionSink> sink(Scorer scorer) {
        Optional<String> address = settings.given(ServeOption.STORE);
        Optional<String> version = settings.version();
        if (address.isEmpty() || version.isEmpty()) {
            say.accept("predictions are not logged: "
                    + (address.isEmpty()
                            ? "no store is named by " + ServeOption.STORE.usage()
                            : "nothing says which version this is; name it with " + ServeOption.VERSION.usage()));
            return Optional.empty();
        }
        String model = settings.given(ServeOption.MODEL_NAME).orElseGet(scorer::model);
        say.accept("predictions are logged to " + address.get() + " for version " + version.get() + " of " + model);
        return Optional.of(new PredictionSink(
                        StoreAddress.root(ServeOption.STORE.flag(), address.get()),
                        model,
                        version.get(),
                        settings.seconds(ServeOption.LOG_SECONDS),
                        say)
                .start());
    }
}
