package dev.loopkeeper.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.store.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Journals recorded once are readable for ever and fold to what they folded to. Recorded by {@code GoldenJournals} of
 * the testkit; {@code -Dloopkeeper.golden=write} writes the summary of a new one.
 */
class GoldenJournalTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TestFactory
    List<DynamicTest> shouldFoldToTheSameSummary() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.filter(f -> f.toString().endsWith(".jsonl"))
                    .sorted()
                    .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> compare(f)))
                    .toList();
        }
    }

    @Test
    void shouldKeepAtLeastTenRecordedJournals() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.filter(f -> f.toString().endsWith(".jsonl"))).hasSizeGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void shouldIgnoreFieldsOfANewerRelease() throws IOException {
        for (String line : Files.readAllLines(first())) {
            ObjectNode newer = (ObjectNode) Json.tree(line.getBytes(StandardCharsets.UTF_8), "commit");
            newer.put("region", "north");
            newer.withArray("events")
                    .forEach(event -> ((ObjectNode) event).putObject("later").put("added", 1));
            assertThat(Json.read(Json.write(newer), Commit.class, "newer")).isEqualTo(commit(line));
        }
    }

    @Test
    void shouldFoldTheJournalWhenTheSnapshotIsOfAnotherFormOrBroken() throws IOException {
        Shelf store = new Shelf();
        long seq = 0;
        for (String line : Files.readAllLines(first())) {
            store.put(Layout.commit("m", ++seq), line.getBytes(StandardCharsets.UTF_8));
        }
        LoopState folded = new Journal(store).load("m");
        for (String snapshot : List.of("{\"format\":99,\"state\":{\"shape\":\"new\"}}", "{", "null")) {
            store.put(Layout.snapshot("m"), snapshot.getBytes(StandardCharsets.UTF_8));
            assertThat(new Journal(store).load("m")).isEqualTo(folded);
        }
        assertThat(folded.seq()).isEqualTo(seq);
    }

    private static Path first() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.filter(f -> f.toString().endsWith(".jsonl"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Commit commit(String line) {
        return Json.read(line.getBytes(StandardCharsets.UTF_8), Commit.class, "commit");
    }

    private static void compare(Path journal) throws IOException {
        LoopState state = LoopState.initial("m");
        for (String line : Files.readAllLines(journal)) {
            state = state.plus(commit(line), state.seq() + 1);
            LoopState copy = Json.read(Json.write(state), LoopState.class, "state");
            assertThat(copy).as("snapshot of %s at %d", journal, state.seq()).isEqualTo(state);
        }
        Path expected = Path.of(journal.toString().replace(".jsonl", ".summary"));
        if ("write".equals(System.getProperty("loopkeeper.golden"))) {
            Files.writeString(expected, summary(state));
        }
        assertThat(summary(state)).isEqualTo(Files.readString(expected));
    }

    private static String summary(LoopState state) {
        TreeMap<String, Object> summary = new TreeMap<>();
        summary.put("seq", state.seq());
        summary.put("epoch", state.serving().epoch());
        summary.put(
                "champion",
                state.serving().champion().map(ServingVersion::version).orElse(""));
        summary.put(
                "healthy",
                state.serving().healthy().stream().map(ServingVersion::version).toList());
        summary.put("rollout", state.serving().rollout().label());
        summary.put(
                "split",
                state.serving()
                        .shifts()
                        .confirmed()
                        .map(s -> s.weights().toString())
                        .orElse(""));
        summary.put("promotions", state.serving().tally().promotions());
        summary.put(
                "rollbacks",
                state.serving().tally().rollbacksAutomatic() + "+"
                        + state.serving().tally().rollbacksManual());
        summary.put("aliases", new TreeMap<>(state.serving().aliases()).toString());
        summary.put(
                "training",
                state.training().phase().getClass().getSimpleName() + " after "
                        + state.training().runs());
        summary.put("trained", state.intake().trained());
        summary.put("rejected", state.intake().rejected());
        summary.put("declined", state.intake().declined());
        summary.put("refused", state.refused());
        summary.put("spent", state.spend().total().map(Object::toString).orElse(""));
        summary.put("told", state.control().notified() + "/" + state.control().notable());
        StringBuilder text = new StringBuilder();
        summary.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }
}
