package dev.loopkeeper.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.ControlEvent;
import dev.loopkeeper.loop.Journal;
import dev.loopkeeper.loop.LoopState;
import dev.loopkeeper.store.ObjectStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Writers race for one journal, each from an instance of its own, while every tenth answer is lost. */
public abstract class StoreRaceContract {
    private static final int WRITERS = 8;
    private static final int EACH = 25;

    protected abstract EmulatedStore emulated();

    @Test
    void shouldCommitEachOperationOnce() throws Exception {
        EmulatedStore emulated = emulated();
        String place = emulated.newPlace();
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        try (FaultyFront front = emulated.front()) {
            front.spoilEvery(10, Fault.lostAnswer());
            List<Callable<Integer>> writers = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                String name = "writer-" + w;
                writers.add(() -> write(name, emulated.at(front.host(), place)));
            }
            for (Future<Integer> done : pool.invokeAll(writers)) {
                assertThat(done.get()).isEqualTo(EACH);
            }
        } finally {
            pool.shutdownNow();
        }
        assertEachOnce(new Journal(emulated.at(emulated.host(), place)));
    }

    private static void assertEachOnce(Journal journal) {
        List<String> standing = journal.read("m", 0, Long.MAX_VALUE, 10_000).stream()
                .map(Commit::opId)
                .toList();
        assertThat(standing).hasSize(WRITERS * EACH).doesNotHaveDuplicates();
        Set<Long> perWriter = standing.stream()
                .collect(Collectors.groupingBy(id -> id.substring(0, id.indexOf('/')), Collectors.counting()))
                .values()
                .stream()
                .collect(Collectors.toSet());
        assertThat(perWriter).containsExactly((long) EACH);
        assertThat(journal.load("m").seq()).isEqualTo(WRITERS * EACH);
    }

    private static int write(String name, ObjectStore store) {
        Journal journal = new Journal(store);
        int written = 0;
        while (written < EACH) {
            String opId = name + "/" + written;
            ControlEvent event = new ControlEvent.AlertReceived(opId, "alert", true, opId);
            LoopState state = journal.load("m");
            if (journal.append(state, new Commit(opId, Instant.EPOCH, name, List.of(event)))
                    .isPresent()) {
                written++;
            }
        }
        return written;
    }
}
