package dev.loopkeeper.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.config.LoopConfigReader;
import dev.loopkeeper.edge.LoopException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPartsTest {
    private static final String LINES = """
      flight_id,sched_dep,origin,wind_gust,recent_delay,late
      1,2013-01-01T05:15,EWR,,3,0
      2,2013-01-07T23:59,JFK,24,,1
      3,2013-01-08T00:00,LGA,,-2,0
      """;

    @TempDir
    private Path folder;

    @Test
    void shouldSliceFlightsIntoWeeksThatBeginOnTheFirstOfJanuary() throws IOException {
        List<Week> weeks = Flights.weeks(new BufferedReader(new StringReader(LINES)));

        assertThat(weeks).extracting(Week::number).containsExactly(1, 2);
        assertThat(weeks.get(0).csv()).isEqualTo(LINES.substring(0, LINES.indexOf("3,2013")));
        assertThat(weeks.get(0).outcomes()).isEqualTo("id,late\n1,0\n2,1\n");
        assertThat(Week.start(2)).isEqualTo("2013-01-08T00:00:00Z");
    }

    @Test
    void shouldNeverTellTheEndpointIdOrLabelAsAFeature() throws IOException {
        Week week = Flights.weeks(new BufferedReader(new StringReader(LINES))).get(0);

        assertThat(week.flights().get(0).instance().toString())
                .isEqualTo("{\"sched_dep\":\"2013-01-01T05:15\",\"origin\":\"EWR\",\"recent_delay\":\"3\"}");
    }

    @Test
    void shouldDealEveryFlightOutOnce() {
        List<Week> year = Flights.load();
        List<Flight> history = year.subList(0, Programme.HISTORY).stream()
                .flatMap(w -> w.flights().stream())
                .toList();

        List<String> files = Week.dealt(history, 200);

        assertThat(year).hasSizeGreaterThan(Programme.MOST_WEEKS);
        assertThat(files).hasSize(200);
        assertThat(files.stream().flatMap(String::lines).filter(l -> !l.startsWith(Flight.ID)))
                .containsExactlyInAnyOrderElementsOf(
                        history.stream().map(Flight::line).toList());
    }

    @Test
    void shouldWriteAValidConfigurationWithAndWithoutFaults() {
        for (Map<String, String> params : List.of(Map.<String, String>of(), Map.of("demoFault", "errors:0.3"))) {
            byte[] text = DemoConfig.yaml(params).getBytes(StandardCharsets.UTF_8);
            assertThat(LoopConfigReader.read(text, "loop.yaml")
                            .orPoison()
                            .training()
                            .params())
                    .containsAllEntriesOf(params);
        }
        byte[] first = DemoConfig.first().getBytes(StandardCharsets.UTF_8);
        assertThat(LoopConfigReader.read(first, "loop.yaml")
                        .orPoison()
                        .retrain()
                        .window())
                .isEmpty();
    }

    @Test
    void shouldPlayEveryActInTheShortestProgrammeAndGiveUpAfterThreeTries() {
        Programme programme = new Programme(Programme.LEAST_WEEKS);
        int played = 0;
        for (int week = Programme.HISTORY + 1; week <= Programme.LEAST_WEEKS; week++) {
            if (programme.in(week).isPresent()) {
                programme.played(programme.in(week).get(), true);
                played++;
            }
        }
        assertThat(played).isEqualTo(Act.Kind.values().length);
        assertThat(programme.left()).isEmpty();

        Programme unlucky = new Programme(Programme.MOST_WEEKS);
        Act first = unlucky.in(Programme.MOST_WEEKS).orElseThrow();
        for (int i = 0; i < 3; i++) {
            assertThat(unlucky.in(Programme.MOST_WEEKS)).contains(first);
            unlucky.played(first, false);
        }
        assertThat(unlucky.in(Programme.MOST_WEEKS)).isPresent().isNotEqualTo(java.util.Optional.of(first));
        assertThat(unlucky.left()).contains(first);
    }

    @Test
    void shouldNameWhatDidNotHappen() {
        DemoHome home = DemoHome.fresh(folder.resolve("home"));

        Checklist list = Checklist.of(new Happenings(home).refresh(), 200);
        list.point("the sun shone", true);

        assertThat(list.missing())
                .contains("drift was shown", "a person rolled back over HTTP")
                .doesNotContain("the sun shone");
        assertThat(list.lines()).contains("  yes  the sun shone", "  NO   drift was shown");
    }

    @Test
    void shouldReplaceOnlyAnEarlierDemosHome() throws IOException {
        DemoHome home = DemoHome.fresh(folder.resolve("home"));
        home.upload("week-01.csv", "a\n");
        assertThat(DemoHome.fresh(folder.resolve("home")).files("data/")).isEmpty();

        Path precious = Files.createDirectories(folder.resolve("work")).resolve("thesis.txt");
        Files.writeString(precious, "years");
        assertThatThrownBy(() -> DemoHome.fresh(precious.getParent()))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("--home");
        assertThat(precious).hasContent("years");
    }

    @Test
    void shouldTellTheLoopsNewsInShortLines() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Story story = new Story(new PrintStream(out, true, StandardCharsets.UTF_8), false);

        story.heard("  status    http://127.0.0.1:1/status");
        story.heard(
                "!! 2013-04-16 04:11  late-arrivals  Rolling back from v3 to v2 (adjust-traffic): Roll back at 5 %: errors are up."
                        + " Errors: 4 of 19 requests against 0 of 388 of the champion; evidence for worse: fast counts 71 to 1.");
        story.heard("   2013-03-05 00:38  late-arrivals  Keep v1. Drift: 2 of 15 columns moved: `a` fell; `b` rose.");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .doesNotContain("127.0.0.1")
                .doesNotContain("71 to 1")
                .doesNotContain("`b`")
                .contains("!! 2013-04-16 04:11 Rolling back from v3 to v2")
                .contains("4 of 19");
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).allMatch(line -> line.length() <= 115);
    }
}
