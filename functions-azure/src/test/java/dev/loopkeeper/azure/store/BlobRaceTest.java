package dev.loopkeeper.azure.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.azure.emulators.Azurite;
import dev.loopkeeper.azure.emulators.AzuriteFault;
import dev.loopkeeper.azure.emulators.AzuriteFront;
import dev.loopkeeper.azure.emulators.EagerStorage;
import dev.loopkeeper.loop.Commit;
import dev.loopkeeper.loop.ControlEvent;
import dev.loopkeeper.loop.Journal;
import dev.loopkeeper.loop.LoopState;
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
class BlobRaceTest {
    private static final int WRITERS = 8;
    private static final int EACH = 25;

    @Test
    void shouldCommitEachOperationOnce() throws Exception {
        String container = Azurite.shared().newContainer();
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        try (AzuriteFront front = Azurite.shared().front()) {
            front.spoilEvery(10, AzuriteFault.lostAnswer());
            List<Callable<Integer>> writers = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                String name = "writer-" + w;
                writers.add(() -> write(
                        name,
                        new BlobObjectStore(new EagerStorage().calls(), front.blobs(), Containers.one(container))));
            }
            for (Future<Integer> done : pool.invokeAll(writers)) {
                assertThat(done.get()).isEqualTo(EACH);
            }
        } finally {
            pool.shutdownNow();
        }
        assertEachOnce(
                new Journal(new BlobObjectStore(Azurite.rest(), Azurite.shared().blobs(), Containers.one(container))));
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

    private static int write(String name, BlobObjectStore store) {
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
