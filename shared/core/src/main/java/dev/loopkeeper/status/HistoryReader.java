package dev.loopkeeper.status;

import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.Journal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads histories from journals.
 *
 * <p>The first look at a model reads its newest commits, {@code commits} of them at most; commits never change, so a
 * later look reads only what came since. The histories of the {@value #MODELS} models looked at last are kept.
 */
public final class HistoryReader {
    private static final int MODELS = 64;
    private static final int PAGE = 500;

    private final Journal journal;
    private final int commits;
    private final Map<String, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

    /** Holds the fold of one model, so that a cold look at one does not hold up looks at others. */
    private static final class Slot {
        private HistoryFold fold = new HistoryFold(0);
    }

    /** {@code commits}: a cold look costs that many reads. */
    public HistoryReader(Journal journal, int commits) {
        this.journal = journal;
        this.commits = commits;
    }

    /** The history up to {@code seq}, the position of a state that was read before. */
    public LoopHistory of(String model, long seq) {
        Slot slot = slot(model);
        synchronized (slot) {
            if (seq - slot.fold.seq() > commits || gone(model, seq, slot.fold)) {
                slot.fold = new HistoryFold(Math.max(0, seq - commits));
            }
            List<Commit> page = journal.read(model, slot.fold.seq(), seq, PAGE);
            while (!page.isEmpty()) {
                page.forEach(slot.fold::add);
                page = journal.read(model, slot.fold.seq(), seq, PAGE);
            }
            return slot.fold.history();
        }
    }

    /** Whether the fold is of a journal that does not exist any more. Being ahead of {@code seq} is no sign of it. */
    private boolean gone(String model, long seq, HistoryFold fold) {
        return seq < fold.seq() && journal.commit(model, fold.seq()).isEmpty();
    }

    private synchronized Slot slot(String model) {
        Slot slot = slots.computeIfAbsent(model, name -> new Slot());
        if (slots.size() > MODELS) {
            slots.remove(slots.keySet().iterator().next());
        }
        return slot;
    }
}
