package dev.loopkeeper.local.run;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.loop.steps.IngestData;
import dev.loopkeeper.loop.steps.ScoreOutcomes;
import dev.loopkeeper.store.Layout;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.store.ObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Turns arrived files into batches and outcomes. */
final class Intake {
  private static final Logger LOG = LogManager.getLogger(Intake.class);
  private static final int A_TURN = 200;

  private final Path root;
  private final ObjectStore store;
  private final Models models;
  private final IngestData ingest;
  private final ScoreOutcomes outcomes;
  private final Arrivals arrivals;
  private final Map<String, String> done = new ConcurrentHashMap<>();

  Intake(Path root, ObjectStore store, Models models, IngestData ingest, ScoreOutcomes outcomes) {
    this.root = root;
    this.store = store;
    this.models = models;
    this.ingest = ingest;
    this.outcomes = outcomes;
    this.arrivals = new Arrivals(root);
  }

  /** Watches what the models' configurations name. */
  void follow() {
    for (LoopConfig config : models.configs()) {
      arrivals.watch(root.resolve(config.data().prefix()));
      arrivals.watch(root.resolve(Layout.outcomesPrefix(config.model())));
    }
  }

  /** Takes in what has come; returns how many files that were. */
  int turn() {
    List<Path> files = arrivals.settled(A_TURN);
    files.forEach(this::take);
    return files.size();
  }

  /** Looks at all folders again, for events that the watcher lost. */
  void lookAgain() {
    arrivals.lookAtAll();
  }

  private void take(Path file) {
    String key = root.relativize(file).toString().replace(java.io.File.separatorChar, '/');
    try {
      store.stat(key).filter(info -> !info.version().equals(done.get(key))).ifPresent(info -> {
        for (LoopConfig config : models.configs()) {
          take(config, info);
        }
        done.put(key, info.version());
      });
    } catch (LoopException e) {
      if (e.kind() == LoopException.Kind.POISON) {
        LOG.error("{} is left alone: {}", key, e.getMessage());
        return;
      }
      LOG.warn("{} is taken again later: {}", key, e.getMessage());
      arrivals.watch(file.getParent());
    }
  }

  private void take(LoopConfig config, ObjectInfo info) {
    if (info.key().startsWith(config.data().prefix())) {
      ingest.ingest(config, info);
    } else if (info.key().startsWith(Layout.outcomesPrefix(config.model()))) {
      outcomes.score(config, info);
    }
  }

  void close() {
    arrivals.close();
  }
}
