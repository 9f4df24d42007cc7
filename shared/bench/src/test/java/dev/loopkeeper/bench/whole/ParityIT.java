package dev.loopkeeper.bench.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.azure.whole.AzureSite;
import dev.loopkeeper.gcp.whole.GoogleSite;
import dev.loopkeeper.local.store.FileObjectStore;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.whole.Deployed;
import dev.loopkeeper.testkit.whole.LocalSite;
import dev.loopkeeper.testkit.whole.Plot;
import dev.loopkeeper.testkit.whole.Site;
import dev.loopkeeper.testkit.whole.Story;
import dev.loopkeeper.testkit.whole.StoryTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole loop as it is deployed to each cloud, beside the embedded runtime: Google's invokers with the deployable
 * jar, hosts with the staging folder of Azure; events doubled, late and in any order, processes killed while they work.
 * The same loop.yaml, events and outcomes give the same journal, up to what {@link Plot} leaves out.
 *
 * <p>{@code -Dloopkeeper.seed=N} plays another course of events.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParityIT {
    private static final long SEED = Long.getLong("loopkeeper.seed", 7);
    private static final Instant START = Instant.parse("2026-06-01T08:00:00Z");

    private Path folder;
    private Deployed google;
    private Deployed azure;
    private Plot atHome;
    private Plot onGoogle;
    private Plot onAzure;

    @BeforeAll
    void live(@TempDir Path shared) throws Exception {
        folder = shared;
        StoryTime googleTime = time("google");
        StoryTime azureTime = time("azure");
        google = new GoogleSite(googleTime, SEED);
        azure = new AzureSite(azureTime, SEED);
        // Each waits for its own processes most of the time.
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            Future<Plot> one = both.submit(() -> lived(google, googleTime));
            Future<Plot> other = both.submit(() -> lived(azure, azureTime));
            atHome = atHome();
            onGoogle = one.get();
            onAzure = other.get();
        } finally {
            both.shutdownNow();
        }
    }

    private StoryTime time(String site) throws IOException {
        return new StoryTime(Files.createDirectory(folder.resolve(site)), START);
    }

    private Plot atHome() throws IOException {
        StoryTime time = time("local");
        Path home = Files.createDirectory(folder.resolve("home"));
        return told(new LocalSite(home, new FileObjectStore(home), time), time);
    }

    private static Plot lived(Deployed site, StoryTime time) {
        site.loseAnswers();
        return told(site, time);
    }

    private static Plot told(Site site, StoryTime time) {
        new Story(site, time).live();
        return Plot.of(site.store());
    }

    @AfterAll
    void stop() {
        for (Deployed site : new Deployed[] {google, azure}) {
            if (site != null) {
                site.close();
            }
        }
    }

    private static String course(Deployed site) {
        return "seed " + SEED + " on " + site.getClass().getSimpleName() + ": " + site.course();
    }

    @Test
    void shouldDecideOnGoogleAsAtHome() {
        same(onGoogle, atHome, course(google));
    }

    @Test
    void shouldDecideOnAzureAsAtHome() {
        same(onAzure, atHome, course(azure));
    }

    @Test
    void shouldDecideOnAzureAsOnGoogle() {
        same(onAzure, onGoogle, course(azure) + "; " + course(google));
    }

    private static void same(Plot found, Plot wanted, String course) {
        assertThat(found.deeds()).as(course).containsExactlyElementsOf(wanted.deeds());
        assertThat(found.upkeep()).as(course).isEqualTo(wanted.upkeep());
    }

    @Test
    void shouldPromoteTwiceAndRollBackOnce() {
        assertThat(atHome.deeds())
                .filteredOn(deed -> deed.contains("\"promoted\"") || deed.contains("\"rolled-back\""))
                .hasSize(3)
                .last()
                .asString()
                .contains("\"to\":\"v2\"");
    }

    @Test
    void shouldDoEverythingOnceOnGoogle() {
        once(google);
    }

    @Test
    void shouldDoEverythingOnceOnAzure() {
        once(azure);
    }

    private static void once(Deployed site) {
        String course = course(site);
        assertThat(site.split()).as(course).isEqualTo(Map.of("v2", 100));
        assertThat(site.submitted()).as(course).isEqualTo(3);
        assertThat(site.registered()).as(course).isEqualTo(3);
        assertThat(site.killed()).as(course).isGreaterThanOrEqualTo(5);
        assertThat(site.store().list("dead-letters/", "", 9))
                .as(course)
                .extracting(ObjectInfo::key)
                .isEmpty();
    }
}
