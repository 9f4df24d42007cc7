package dev.loopkeeper.local.run;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Models;
import dev.loopkeeper.host.ObjectArrived;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Turns arrived files into batches and outcomes.
 *
 * <p>Most of a batch's time is waiting for the disk, so several are taken in at once; the first of a model goes alone,
 * because it pins the schema that the others are checked against. Not safe for more than one calling thread.
 */
final class Intake {
    private static final Logger LOG = LogManager.getLogger(Intake.class);
    private static final int A_TURN = 200;
    private static final int AT_ONCE = 8;

    private final Path root;
    private final ObjectStore store;
    private final Models models;
    private final ObjectArrived arrived;
    private final Arrivals arrivals;
    private final Retries retries = new Retries();
    private final Map<String, String> done = new ConcurrentHashMap<>();
    private final Map<String, String> left = new ConcurrentHashMap<>();
    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, r -> {
        Thread thread = new Thread(r, "intake");
        thread.setDaemon(true);
        return thread;
    });

    Intake(Path root, ObjectStore store, Models models, ObjectArrived arrived) {
        this.root = root;
        this.store = store;
        this.models = models;
        this.arrived = arrived;
        this.arrivals = new Arrivals(root);
    }

    /** Watches what the models' configurations name, and takes every file there as come. */
    void follow() {
        done.clear();
        begun.clear();
        for (LoopConfig config : models.configs()) {
            arrivals.watch(root.resolve(config.data().prefix()));
            arrivals.watch(root.resolve(Layout.outcomesPrefix(config.model())));
        }
        arrivals.lookAtAll();
    }

    /** Takes in some of what has come; returns how many files that were. */
    int turn() {
        retries.due(System.nanoTime()).forEach(arrivals::again);
        List<Path> files = arrivals.settled(A_TURN);
        List<LoopConfig> configs = models.configs();
        List<Runnable> firsts = new ArrayList<>();
        List<Runnable> others = new ArrayList<>();
        for (Path file : files) {
            String key = key(file);
            List<LoopConfig> concerned =
                    configs.stream().filter(c -> ObjectArrived.concerns(c, key)).toList();
            boolean first = concerned.stream().anyMatch(c -> begun.add(c.model()));
            (first ? firsts : others).add(() -> take(file, key, concerned));
        }
        all(firsts);
        all(others);
        return files.size();
    }

    private void all(List<Runnable> work) {
        List<Future<?>> under = new ArrayList<>();
        work.forEach(w -> under.add(workers.submit(w)));
        under.forEach(Intake::await);
    }

    private static void await(Future<?> taken) {
        try {
            taken.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("intake failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks at all folders again, for events that the watcher lost. */
    void lookAgain() {
        arrivals.lookAtAll();
    }

    private String key(Path file) {
        return root.relativize(file).toString().replace(java.io.File.separatorChar, '/');
    }

    private void take(Path file, String key, List<LoopConfig> concerned) {
        try {
            Optional<ObjectInfo> found = store.stat(key);
            if (found.isEmpty() && Files.isSymbolicLink(file)) {
                leave(file, key, "it is a symbolic link; copy the file itself");
            }
            found.filter(info -> !info.version().equals(done.get(key))).ifPresent(info -> {
                concerned.forEach(config -> arrived.take(config, info));
                done.put(key, info.version());
            });
            retries.settled(file);
        } catch (LoopException e) {
            if (e.kind() == LoopException.Kind.POISON) {
                leave(file, key, e.getMessage());
                retries.settled(file);
                return;
            }
            LOG.warn("{} is taken again later: {}", key, e.getMessage());
            retries.failed(file, System.nanoTime());
        } catch (RuntimeException e) {
            LOG.error("{} is left alone: {}", key, e.toString(), e);
        }
    }

    /** Folders are looked at again and again; what a person did not change is not worth the same line each time. */
    private void leave(Path file, String key, String why) {
        String what = file.toFile().lastModified() + why;
        if (!what.equals(left.put(key, what))) {
            LOG.error("{} is left alone: {}", key, why);
        }
    }

    /** Ends what is under way; nothing is half done by it, and the next start takes up the rest. */
    void close() {
        workers.shutdown();
        try {
            workers.awaitTermination(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
        arrivals.close();
    }
}
