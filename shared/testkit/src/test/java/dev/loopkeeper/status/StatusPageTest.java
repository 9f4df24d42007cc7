package dev.loopkeeper.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.loop.ControlEvent;
import dev.loopkeeper.loop.Journal;
import dev.loopkeeper.loop.RolloutEvent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class StatusPageTest {
    private static final String BASE = "http://127.0.0.1:9000";
    private final Stories stories = new Stories();

    @Test
    void shouldShowEverythingAboutALoopOnOnePage() {
        stories.year("late-arrivals");

        String html = read(stories.site().model("late-arrivals", BASE).orElseThrow());

        assertThat(html)
                .contains(
                        "Canary 25 %",
                        "A canary is running: v11 takes 75 %, v12 takes 25 %.",
                        "A rollback goes to <strong>v11</strong>",
                        "http://127.0.0.1:9000/models/late-arrivals:rollback",
                        "../reports/late-arrivals/run-0001-001eef.html",
                        "id=\"live-quality\"",
                        "id=\"spent\"",
                        "id=\"saved\"",
                        "id=\"errors\"",
                        "id=\"value\"",
                        "Mean value of the answers",
                        "class=\"heat\"",
                        "week-54-broken.csv",
                        "412 of 6,150 rows are not",
                        "the airport changed its codes");
        assertThat(Pattern.compile("(src|href)=\"(https?:)?//").matcher(html).find())
                .as("nothing is fetched from elsewhere")
                .isFalse();
    }

    @Test
    void shouldPutLoopsThatWantAPersonFirst() {
        stories.year("a-healthy");
        stories.paused("b-paused");
        stories.story("c-fresh");
        stories.store.put("models/d-broken/loop.yaml", "model: d-broken\n".getBytes());

        String html = read(stories.site().overview(""));

        assertThat(html).contains("4 loops", "1 wants a person now, 1 wants a look today.");
        assertThat(html)
                .containsSubsequence(
                        "models/d-broken",
                        "Broken",
                        "models/b-paused",
                        "Paused by ana",
                        "models/c-fresh",
                        "No data yet",
                        "models/a-healthy",
                        "Canary 25 %");
    }

    @Test
    void shouldEscapeWhateverComesFromOutside() {
        String nasty = "<script>alert('x')<b>\" onload=\"y";
        stories.year(nasty)
                .commit(Stories.NOW, nasty, new ControlEvent.Paused(nasty, "</pre>" + nasty, Optional.empty()));
        stories.story("mm").commit(Stories.NOW, nasty, new ControlEvent.AlertReceived("k", nasty, true, nasty));

        String model = stories.site().model(nasty, "http://x/'; rm -rf ~; '").orElseThrow();
        String other = stories.site().model("mm", BASE).orElseThrow();

        for (String html : new String[] {model, other, stories.site().overview("")}) {
            assertThat(html).doesNotContain("<script>alert", "\" onload=\"y", "</pre>" + nasty);
            assertThat(html).contains("script-src &#39;sha256-".replace("&#39;", "'"), "connect-src 'self'");
        }
        assertThat(model).contains("&lt;script&gt;alert").doesNotContain("rm -rf");
        assertThat(model).contains("http://127.0.0.1:8080/models/%3Cscript%3Ealert%28%27x%27%29");
    }

    @Test
    void shouldEscapeColumnsAndBatchesInTheDriftMap() {
        LoopStory story = stories.year("mm");
        String nasty = "<img src=x>";
        DriftMap map = new DriftMap(
                nasty,
                List.of(new DriftMap.Batch("id", nasty, nasty, 1)),
                List.of(new DriftMap.Row(nasty, List.of(Optional.of(new DriftMap.Cell(nasty, 1, 3, true, nasty))))),
                1);
        LoopStatus status = new StatusReader(stories.loops, stories.store, () -> Stories.NOW)
                .model("mm")
                .orElseThrow();
        LoopHistory history = new HistoryReader(new Journal(stories.store), 10)
                .of("mm", story.state().seq());

        String html =
                StatusPage.model(new ModelView(status, Optional.empty(), history, List.of(), map, Stories.NOW, BASE));

        assertThat(html).doesNotContain(nasty).contains("&lt;img src=x&gt;");
    }

    @Test
    void shouldSayWhatToDoNextInEverySectionThatIsEmpty() {
        stories.story("fresh");

        String html = stories.site().model("fresh", BASE).orElseThrow();

        assertThat(html)
                .contains(
                        "Nothing serves yet.",
                        "Put the first file below data/fresh/",
                        "No outcomes yet. Put files with the id",
                        "No version has taken traffic yet.",
                        "No retrain was weighed yet.",
                        "There is no earlier healthy version",
                        "Nothing happened yet.");
        assertThat(stories.site().overview("")).contains("1 loop<");
        assertThat(new Stories().site().overview("")).contains("loopkeeper init");
        assertThat(stories.site().model("stranger", BASE)).isEmpty();
    }

    @Test
    void shouldSayWhereTrafficWentBackAndWhy() {
        stories.year("mm")
                .rolledBack(
                        Stories.NOW,
                        RolloutEvent.Cause.ALERT,
                        "alert latency-slo-burn: p95 is 480 ms",
                        "receive-alert");

        String html = stories.site().model("mm", BASE).orElseThrow();

        assertThat(html)
                .contains(
                        "v11 serves all traffic",
                        "rolled back</span>",
                        "alert latency-slo-burn: p95 is 480 ms",
                        "A rollback goes to <strong>v10</strong>");
    }

    /** Spaces that keep a number and its unit together read as spaces. */
    private static String read(String html) {
        return html.replace("&nbsp;", " ");
    }
}
