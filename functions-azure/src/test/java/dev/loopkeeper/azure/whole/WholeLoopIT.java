package dev.loopkeeper.azure.whole;

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
 * The whole loop as it is deployed: the staging folder in a host for each function app, events doubled, late and in any
 * order, hosts killed while they work. {@code -Dloopkeeper.seed=N} plays another course of events.
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
        try (AzureSite azure = new AzureSite(time, SEED)) {
            azure.dieAt(StepName.START_TRAINING, "PUT", "jobs/");
            azure.dieAt(StepName.UPDATE_REGISTRY, "PUT", "/versions/");
            azure.dieAt(StepName.UPDATE_REGISTRY, "PUT", "models/late");
            azure.dieAt(StepName.ADJUST_TRAFFIC, "PUT", "/deployments/");
            azure.dieAt(StepName.ADJUST_TRAFFIC, "PUT", "onlineEndpoints/late");
            new Story(azure, time).live();
            String course = "seed " + SEED + ": " + azure.course();

            Plot plot = Plot.of(azure.store());
            assertThat(plot.deeds()).as(course).containsExactlyElementsOf(wanted.deeds());
            assertThat(plot.upkeep()).as(course).isEqualTo(wanted.upkeep());
            assertThat(plot.deeds())
                    .as(course)
                    .filteredOn(deed -> deed.contains("\"promoted\"") || deed.contains("\"rolled-back\""))
                    .hasSize(3)
                    .last()
                    .asString()
                    .contains("\"to\":\"v2\"");
            assertThat(azure.split()).as(course).isEqualTo(Map.of("v2", 100));
            assertThat(azure.submitted()).as(course).isEqualTo(3);
            assertThat(azure.registered()).as(course).isEqualTo(3);
            assertThat(azure.killed()).as(course).isGreaterThanOrEqualTo(5);
            assertThat(azure.breaches()).as(course).isEmpty();
            assertThat(azure.store().list("dead-letters/", "", 9))
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
