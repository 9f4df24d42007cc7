package dev.loopkeeper.gcp.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.local.store.FileObjectStore;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.whole.LocalSite;
import dev.loopkeeper.testkit.whole.Plot;
import dev.loopkeeper.testkit.whole.Story;
import dev.loopkeeper.testkit.whole.StoryTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole loop as it is deployed: every function in Google's invoker from the deployable jar, events doubled, late
 * and in any order, processes killed while they work. {@code -Dloopkeeper.seed=N} plays another course of events.
 */
class WholeLoopIT {
    private static final long SEED = Long.getLong("loopkeeper.seed", 7);
    private static final Instant START = Instant.parse("2026-06-01T08:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void shouldWriteTheJournalOfTheLocalRuntime() throws IOException {
        Plot wanted = local();
        StoryTime time = new StoryTime(Files.createDirectory(folder.resolve("time")), START);
        try (CloudSite cloud = new CloudSite(time, SEED)) {
            cloud.dieAt(StepName.START_TRAINING, "POST", "/pipelineJobs");
            cloud.dieAt(StepName.UPDATE_REGISTRY, "POST", "/models:upload");
            cloud.dieAt(StepName.UPDATE_REGISTRY, "POST", ":mergeVersionAliases");
            cloud.dieAt(StepName.ADJUST_TRAFFIC, "POST", ":deployModel");
            cloud.dieAt(StepName.ADJUST_TRAFFIC, "PATCH", "/endpoints/");
            new Story(cloud, time).live();
            String course = "seed " + SEED + ": " + cloud.course();

            Plot plot = Plot.of(cloud.store());
            assertThat(plot.deeds()).as(course).containsExactlyElementsOf(wanted.deeds());
            assertThat(plot.upkeep()).as(course).isEqualTo(wanted.upkeep());
            assertThat(plot.deeds())
                    .as(course)
                    .filteredOn(deed -> deed.contains("\"promoted\"") || deed.contains("\"rolled-back\""))
                    .hasSize(3)
                    .last()
                    .asString()
                    .contains("\"to\":\"v2\"");
            assertThat(cloud.split()).as(course).isEqualTo(Map.of("v2", 100));
            assertThat(cloud.submitted()).as(course).isEqualTo(3);
            assertThat(cloud.registered()).as(course).isEqualTo(3);
            assertThat(cloud.killed()).as(course).isGreaterThanOrEqualTo(5);
            assertThat(cloud.store().list("dead-letters/", "", 9))
                    .as(course)
                    .extracting(ObjectInfo::key)
                    .isEmpty();
        }
    }

    private Plot local() throws IOException {
        StoryTime time = new StoryTime(Files.createDirectory(folder.resolve("local-time")), START);
        Path home = Files.createDirectory(folder.resolve("home"));
        LocalSite site = new LocalSite(home, new FileObjectStore(home), time);
        new Story(site, time).live();
        return Plot.of(site.store());
    }
}
