package dev.loopkeeper.status;

import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.Journal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads histories from journals.
 *
 * <p>The first look at a model reads its newest commits, {@code commits} of them at most; commits never change, so a later look reads
 * only what came since. The histories of the {@value #MODELS} models looked at last are kept.
 */
public final class HistoryReader {
  private static final int MODELS = 64;
  private static final int PAGE = 500;

  private final Journal journal;
  private final int commits;
  private final Map<String, HistoryFold> folds = new LinkedHashMap<>(16, 0.75f, true);

  /** {@code commits}: a cold look costs that many reads. */
  public HistoryReader(Journal journal, int commits) {
    this.journal = journal;
    this.commits = commits;
  }

  /** The history up to {@code seq}, the position of a state that was read before. */
  public synchronized LoopHistory of(String model, long seq) {
    HistoryFold fold = folds.get(model);
    if (fold == null || seq - fold.seq() > commits || seq < fold.seq()) {
      fold = new HistoryFold(Math.max(0, seq - commits));
      folds.put(model, fold);
      folds.keySet().removeIf(name -> folds.size() > MODELS && !name.equals(model));
    }
    List<Commit> page = journal.read(model, fold.seq(), seq, PAGE);
    while (!page.isEmpty()) {
      page.forEach(fold::add);
      page = journal.read(model, fold.seq(), seq, PAGE);
    }
    return fold.history();
  }
}
