package dev.loopkeeper.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.evaluate.Verdict;
import dev.loopkeeper.retrain.RetrainAction;
import dev.loopkeeper.store.Layout;
import java.time.Duration;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

final class StatusReaderTest {
    private final Stories stories = new Stories();
    private final StatusReader reader = new StatusReader(stories.loops, stories.store, () -> Stories.NOW);

    @Test
    void shouldPrintEveryFieldOfStatusAfterAYear() {
        stories.year("late-arrivals");

        JsonNode model = Json.tree(stories.site().overviewJson("", 10), "status")
                .path("models")
                .path(0);

        assertThat(model.path("name").asText()).isEqualTo("late-arrivals");
        assertThat(model.at("/champion/version").asText()).isEqualTo("v11");
        assertThat(model.at("/champion/since").asText()).startsWith("2026-11-02T");
        assertThat(model.path("previous").asText()).isEqualTo("v10");
        assertThat(model.path("training").asText()).isEqualTo("idle");
        assertThat(model.at("/rollout/state").asText()).isEqualTo("canary");
        assertThat(model.at("/rollout/epoch").asInt()).isEqualTo(12);
        assertThat(model.at("/rollout/weights").toString()).isEqualTo("{\"v11\":75,\"v12\":25}");
        assertThat(model.at("/lastDecision/action").asText()).isEqualTo("retrain");
        assertThat(model.at("/lastDecision/reason").asText()).contains("3.40 USD");
        assertThat(model.at("/lastDecision/numbers/rowsPerBatch").asDouble()).isEqualTo(6_150);
        assertThat(model.at("/spend/spent").asText()).isEqualTo("1.55 USD");
        assertThat(model.at("/spend/budget").asText()).isEqualTo("20.00 USD");
        assertThat(model.at("/spend/saved").asText()).endsWith(" USD").isNotEqualTo("0.00 USD");
        assertThat(model.path("counters").toString())
                .isEqualTo("{\"batches\":55,\"pending\":2,\"rejectedBatches\":1,\"retrains\":12,\"declined\":42,"
                        + "\"refused\":1,\"promotions\":9,\"rollbacksAutomatic\":1,\"rollbacksManual\":1}");
        assertThat(model.at("/quality/version").asText()).isEqualTo("v11");
        assertThat(model.at("/health/level").asText()).isEqualTo("healthy");
    }

    @Test
    void shouldCountABatchOnceWhileTheMarkersOfItsRunAreBeingDeleted() {
        LoopStory story = stories.story("mm");
        story.batch(
                Stories.START,
                "a.csv",
                Stories.csv(Stories.START, 1, new Random(1)),
                Stories.config(Stories.yaml("mm")));
        assertThat(reader.model("mm").orElseThrow().counters().batches()).isEqualTo(1);

        String marker =
                stories.store.list(Layout.pendingPrefix("mm"), "", 10).get(0).key();
        byte[] body = stories.store.get(marker).orElseThrow();
        story.interruptedBeforeClearing(Stories.START.plusSeconds(60));
        stories.store.put(marker, body);

        assertThat(story.state().intake().trained()).isEqualTo(1);
        assertThat(reader.model("mm").orElseThrow().counters().batches()).isEqualTo(1);
    }

    @Test
    void shouldShowAModelWhoseConfigurationIsBrokenWithItsProblems() {
        stories.year("mm");
        stories.store.put(Layout.config("mm"), "model: mm\nretrain: {minRosw: 3}\n".getBytes());

        LoopStatus status = reader.model("mm").orElseThrow();

        assertThat(status.health().level()).isEqualTo(Level.CRITICAL);
        assertThat(status.setup().problems()).anySatisfy(p -> assertThat(p).contains("minRosw"));
        assertThat(status.champion()).isPresent();
        assertThat(status.counters().retrains()).isEqualTo(12);
    }

    @Test
    void shouldShowTheOtherModelsWhenOneHasAnUnreadableJournal() {
        stories.story("aa");
        stories.story("bb");
        stories.store.put(Layout.commit("aa", 1), "not json".getBytes());

        StatusDocument document = reader.page("", 10);

        assertThat(document.models())
                .extracting(s -> s.health().level())
                .containsExactly(Level.CRITICAL, Level.STARTING);
        assertThat(document.models().get(0).setup().problems().get(0)).contains("journal/aa/000000000001.json");
        assertThat(stories.site().model("aa", "http://x").orElseThrow()).contains("journal/aa/000000000001.json");
    }

    @Test
    void shouldSayWhatToDoFirstForAModelWithoutData() {
        stories.story("fresh");

        LoopStatus status = reader.model("fresh").orElseThrow();

        assertThat(status.health().level()).isEqualTo(Level.STARTING);
        assertThat(status.health().concerns())
                .containsExactly("No data yet. Put the first file below data/fresh/ and the loop begins by itself.");
        assertThat(reader.model("stranger")).isEmpty();
    }

    @Test
    void shouldSayThatTheFirstVersionWasRefusedAndWhy() {
        LoopStory story = stories.story("refused");
        story.batch(
                Stories.START,
                "a.csv",
                Stories.csv(Stories.START, 1, new Random(1)),
                Stories.config(Stories.yaml("refused")));
        story.trained(Stories.START.plusSeconds(60), "There is no version yet.", Verdict.INCONCLUSIVE, 0.5);

        LoopStatus status = reader.model("refused").orElseThrow();

        assertThat(status.health().level()).isEqualTo(Level.ATTENTION);
        assertThat(status.health().concerns())
                .singleElement()
                .asString()
                .startsWith("No version serves: the first one was refused. ")
                .contains("evaluate.floor");
        assertThat(stories.site().model("refused", "http://x").orElseThrow()).contains("rows of 1 batch<");
    }

    @Test
    void shouldSayThatARolloutStandsForWantOfRequests() {
        stories.year("mm");
        StatusReader later =
                new StatusReader(stories.loops, stories.store, () -> Stories.NOW.plus(Duration.ofHours(3)));

        LoopStatus.Health health = later.model("mm").orElseThrow().health();

        assertThat(health.level()).isEqualTo(Level.ATTENTION);
        assertThat(health.concerns()).anySatisfy(c -> assertThat(c)
                .startsWith("Rollout 12 has stood at 25 % for 3 hours: too few requests"));
    }

    @Test
    void shouldGoOnWithTheNextPageWhereTheLastOneEnded() {
        for (String name : new String[] {"a", "a-b", "a.b", "b", "c"}) {
            stories.story(name);
        }
        stories.store.put("models/b/notes/loop.yaml", new byte[0]);
        stories.store.put("models/b/readme.md", new byte[0]);

        StatusDocument first = reader.page("", 3);
        StatusDocument second = reader.page(first.next().orElseThrow(), 3);

        assertThat(first.models()).extracting(LoopStatus::name).containsExactly("a-b", "a.b", "a");
        assertThat(second.models()).extracting(LoopStatus::name).containsExactly("b", "c");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void shouldChangeTheRevisionWithEveryCommitAndEveryBatch() {
        LoopStory story = stories.story("mm");
        String before = reader.page("", 10).revision();
        story.batch(
                Stories.START,
                "a.csv",
                Stories.csv(Stories.START, 1, new Random(1)),
                Stories.config(Stories.yaml("mm")));
        String batch = reader.page("", 10).revision();
        story.decided(Stories.START.plus(Duration.ofDays(1)), RetrainAction.KEEP, "economics", "It stays.", 0.1);

        assertThat(reader.page("", 10).revision()).isNotEqualTo(batch);
        assertThat(batch).isNotEqualTo(before);
    }

    @Test
    void shouldDescribeEveryFieldOfTheStatusInTheOpenApiDocument() {
        stories.year("mm");
        JsonNode model = Json.tree(stories.site().modelJson("mm").orElseThrow(), "status");
        JsonNode schemas = Json.tree(OpenApi.document(), "openapi").at("/components/schemas");

        assertThat(names(model)).containsExactlyInAnyOrderElementsOf(names(schemas.at("/LoopStatus/properties")));
        assertThat(names(model.path("counters"))).containsExactlyElementsOf(names(schemas.at("/Counters/properties")));
        assertThat(names(model.path("rollout"))).containsExactlyElementsOf(names(schemas.at("/Rollout/properties")));
        assertThat(names(model.path("spend"))).containsExactlyElementsOf(names(schemas.at("/Spend/properties")));
        assertThat(names(model.path("lastDecision")))
                .containsExactlyElementsOf(names(schemas.at("/LastDecision/properties")));
        assertThat(names(model.path("quality"))).containsExactlyElementsOf(names(schemas.at("/Quality/properties")));
        assertThat(names(model.path("setup"))).containsExactlyElementsOf(names(schemas.at("/Setup/properties")));
    }

    @Test
    void shouldReadNoJournalWhenTheSnapshotIsFresh() {
        stories.year("mm");
        CountingStore counting = new CountingStore(stories.store);
        StatusReader quick = new StatusReader(stories.loops(counting), counting, () -> Stories.NOW);

        quick.model("mm");

        // Configuration, snapshot, the commits since the snapshot, and the end of the journal.
        assertThat(counting.reads).isLessThanOrEqualTo(6);
        assertThat(counting.lists).isEqualTo(1);
    }

    private static Iterable<String> names(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .toList();
    }
}
