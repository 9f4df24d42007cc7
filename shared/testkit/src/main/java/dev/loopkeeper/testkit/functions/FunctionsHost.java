package dev.loopkeeper.testkit.functions;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts a staging folder as the host of Azure Functions does, and drives its functions: HTTP under {@code /api}, Event
 * Grid at its webhook, queues by polling, timers when asked. What was read of the platform and what is assumed stands
 * in the package's description.
 *
 * <p>The host uses the settings it is given; a function reads the environment of its JVM, so that a function with
 * settings of its own needs {@link FunctionsHostMain} and a JVM of its own.
 */
public final class FunctionsHost implements AutoCloseable {
    /** Setting: the key for functions of level {@code function}. */
    public static final String FUNCTION_KEY = "host.function.default";
    /** Setting: the key that opens everything, the pages under {@code /admin} too. */
    public static final String MASTER_KEY = "host.master";
    /** Setting: the key for Event Grid. */
    public static final String EVENT_GRID_KEY = "host.systemKey.eventgrid_extension";
    /** Setting: how many seconds a message is lent to this host, 600 as on the platform unless a test kills hosts. */
    public static final String LOAN_SECONDS = "testkit.queueLoanSeconds";
    /** Setting: a folder that the app finds before its own jar, for what a test puts in the place of something. */
    public static final String CLASSES = "testkit.classes";

    private static final String TIMER =
            "{\"Schedule\":{\"AdjustForDST\":true},\"ScheduleStatus\":null,\"IsPastDue\":false}";

    private final HostLog log;
    private final Worker worker;
    private final AppClasses classes;
    private final Map<String, LoadedFunction> functions = new LinkedHashMap<>();
    private final List<QueuePoller> pollers;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final double loadMillis;
    private final HttpFront front;

    private FunctionsHost(Path root, AppSettings settings, int port, PrintStream out) {
        log = new HostLog(out);
        worker = new Worker(log);
        HostFile host = HostFile.read(root, settings);
        List<FunctionFile> files = FunctionFile.all(root);
        long start = System.nanoTime();
        classes = new AppClasses(onlyJar(files), settings.value(CLASSES).map(Path::of));
        for (FunctionFile file : files) {
            if (!file.disabled() && !settings.disabled(file.name())) {
                functions.put(file.name(), LoadedFunction.load(file, classes));
            }
        }
        loadMillis = (System.nanoTime() - start) / 1e6;
        functions.values().forEach(worker::know);
        AppRouter router = router(host, settings);
        pollers = pollers(host, settings);
        front = new HttpFront(port, router::answer, log);
        pollers.forEach(poller -> daemon(poller, "poll"));
    }

    /** Starts a folder on a free port; lines of the log are kept, not printed. */
    public static FunctionsHost start(Path root, Map<String, String> settings) {
        return new FunctionsHost(root, new AppSettings(settings), 0, null);
    }

    static FunctionsHost start(Path root, Map<String, String> settings, int port, PrintStream out) {
        return new FunctionsHost(root, new AppSettings(settings), port, out);
    }

    private static Path onlyJar(List<FunctionFile> files) {
        List<Path> jars = files.stream().map(FunctionFile::jar).distinct().toList();
        if (jars.size() != 1) {
            throw new IllegalStateException("functions of one folder must share one scriptFile, found " + jars);
        }
        return jars.get(0);
    }

    private AppRouter router(HostFile host, AppSettings settings) {
        List<HttpRoute> routes = new ArrayList<>();
        Map<String, LoadedFunction> events = new LinkedHashMap<>();
        for (LoadedFunction function : functions.values()) {
            if (function.file().is("httpTrigger")) {
                routes.add(HttpRoute.of(function, settings));
            } else if (function.file().is("eventGridTrigger")) {
                events.put(function.name(), function);
            } else if (function.file().is("timerTrigger")) {
                settings.resolve(function.file().trigger().path("schedule").asText());
            } else if (!function.file().is("queueTrigger")) {
                throw new IllegalStateException(
                        function.name() + " has a " + function.file().type() + ", which this host does not know");
            }
        }
        return new AppRouter(
                new HostKeys(settings),
                host.routePrefix(),
                routes,
                new EventGridWebhook(events, worker, log),
                this,
                worker);
    }

    private List<QueuePoller> pollers(HostFile host, AppSettings settings) {
        return functions.values().stream()
                .filter(function -> function.file().is("queueTrigger"))
                .map(function -> new QueuePoller(function, host, settings, worker, log))
                .toList();
    }

    /** Has the queue of a function looked at now, where the platform would come to it in its own time. */
    void lookNow(String function) {
        pollers.stream().filter(poller -> poller.serves(function)).forEach(QueuePoller::lookNow);
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it listens, without a slash at the end. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + front.port());
    }

    /** Names of the functions that are switched on. */
    public List<String> functions() {
        return List.copyOf(functions.keySet());
    }

    /** Fires a timer and waits for it, tries after a failure included; says whether one of them succeeded. */
    public boolean fire(String name) {
        LoadedFunction function = functions.get(name);
        if (function == null || !function.file().is("timerTrigger")) {
            throw new IllegalArgumentException(name + " is no timer of this app; it has " + functions.keySet());
        }
        Retry retry = function.file().retry();
        for (int attempt = 0; ; attempt++) {
            Invocation invocation = Invocation.of(TIMER, Map.of()).attempt(attempt, retry.most());
            if (worker.invoke(function, invocation, nothing -> {})) {
                return true;
            }
            if (attempt == retry.most() || closedAfter(retry)) {
                return false;
            }
        }
    }

    private boolean closedAfter(Retry retry) {
        try {
            return closed.await(retry.pause().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    void fireLater(String name) {
        daemon(() -> fire(name), "fire-" + name);
    }

    public HostReport report() {
        return worker.report(loadMillis);
    }

    /** Everything that the host and the functions' own loggers said. */
    public List<String> log() {
        return log.lines();
    }

    @Override
    public void close() {
        closed.countDown();
        pollers.forEach(QueuePoller::close);
        front.close();
        classes.close();
    }
}
