package dev.loopkeeper.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeekWindowTest {
    @ParameterizedTest
    @CsvSource({
        "20:00-06:00 Asia/Taipei, 2026-11-22T12:00:00Z, true",
        "20:00-06:00 Asia/Taipei, 2026-11-22T11:59:59Z, false",
        "20:00-06:00 Asia/Taipei, 2026-11-22T21:59:59Z, true",
        "20:00-06:00 Asia/Taipei, 2026-11-22T22:00:00Z, false",
        "09:00-17:00 UTC, 2026-11-22T09:00:00Z, true",
        "09:00-17:00 UTC, 2026-11-22T17:00:00Z, false",
        "Fri 18:00 - Mon 06:00 UTC, 2026-11-20T17:59:59Z, false",
        "Fri 18:00 - Mon 06:00 UTC, 2026-11-20T18:00:00Z, true",
        "Fri 18:00 - Mon 06:00 UTC, 2026-11-22T23:59:59Z, true",
        "Fri 18:00 - Mon 06:00 UTC, 2026-11-23T06:00:00Z, false",
        "Mon 08:00 - Fri 18:00 UTC, 2026-11-25T03:00:00Z, true",
        "Mon 18:00 - Mon 06:00 UTC, 2026-11-23T07:00:00Z, false",
        "Mon 18:00 - Mon 06:00 UTC, 2026-11-23T18:00:00Z, true"
    })
    void shouldKnowWhatLiesInside(String window, Instant at, boolean inside) {
        assertThat(WeekWindow.parse(window).contains(at)).isEqualTo(inside);
    }

    @Test
    void shouldSkipAStartThatTheClockSkips() {
        // In Berlin 02:00 becomes 03:00 on 2026-03-29 at 01:00 UTC.
        WeekWindow window = WeekWindow.parse("02:15-02:45 Europe/Berlin");
        assertThat(window.nextInside(Instant.parse("2026-03-29T00:30:00Z"))).isEqualTo("2026-03-30T00:15:00Z");
        assertThat(WeekWindow.parse("02:15-04:00 Europe/Berlin").nextInside(Instant.parse("2026-03-29T00:30:00Z")))
                .as("the clock jumps into the window")
                .isEqualTo("2026-03-29T01:00:00Z");
        assertThat(WeekWindow.parse("Sun 02:15 - Sun 02:45 Europe/Berlin")
                        .nextInside(Instant.parse("2026-03-29T00:30:00Z")))
                .isEqualTo("2026-04-05T00:15:00Z");
    }

    @Test
    void shouldOpenTwiceWhenTheClockIsSetBack() {
        // In Berlin 03:00 becomes 02:00 on 2026-10-25 at 01:00 UTC.
        WeekWindow window = WeekWindow.parse("02:15-02:45 Europe/Berlin");
        assertThat(window.nextInside(Instant.parse("2026-10-24T23:00:00Z"))).isEqualTo("2026-10-25T00:15:00Z");
        assertThat(window.nextOutside(Instant.parse("2026-10-25T00:20:00Z"))).isEqualTo("2026-10-25T00:45:00Z");
        assertThat(window.nextInside(Instant.parse("2026-10-25T00:50:00Z"))).isEqualTo("2026-10-25T01:15:00Z");
        assertThat(WeekWindow.parse("02:30-04:00 Europe/Berlin").nextOutside(Instant.parse("2026-10-25T00:40:00Z")))
                .as("the clock jumps out of the window")
                .isEqualTo("2026-10-25T01:00:00Z");
    }

    @Test
    void shouldAgreeWithAWalkMinuteByMinute() {
        Random random = new Random(7);
        String[] zones = {
            "UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca"
        };
        String[] windows = {
            "01:30-02:30", "22:00-03:15", "Sat 02:10 - Sun 02:50", "Fri 18:00 - Mon 06:00", "Mon 18:00 - Mon 06:00"
        };
        for (int i = 0; i < 120; i++) {
            WeekWindow window =
                    WeekWindow.parse(windows[i % windows.length] + " " + zones[random.nextInt(zones.length)]);
            Instant at = Instant.parse(i % 2 == 0 ? "2026-03-25T00:00:00Z" : "2026-10-21T00:00:00Z")
                    .plusSeconds(random.nextInt(14 * 86_400));
            assertThat(window.nextInside(at))
                    .as("%s inside after %s", window, at)
                    .isEqualTo(walk(window, at, true));
            assertThat(window.nextOutside(at))
                    .as("%s outside after %s", window, at)
                    .isEqualTo(walk(window, at, false));
        }
    }

    private static Instant walk(WeekWindow window, Instant at, boolean inside) {
        Instant probe = at;
        while (window.contains(probe) != inside) {
            probe = probe.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
        }
        return probe;
    }

    @ParameterizedTest
    @ValueSource(strings = {"20:00-06:00 Asia/Taipei", "Fri 18:00 - Mon 06:00 Asia/Taipei"})
    void shouldWriteWhatItReads(String text) {
        assertThat(WeekWindow.parse(text)).hasToString(text);
        assertThat(WeekWindow.parse(text.toLowerCase(java.util.Locale.ROOT).replace("asia/taipei", "Asia/Taipei")))
                .hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20:00-06:00",
                "Fri 18:00 - 06:00 UTC",
                "25:00-06:00 UTC",
                "20:00-06:00 Mars/Base",
                "20:00-20:00 UTC",
                "Fry 18:00 - Mon 06:00 UTC"
            })
    void shouldRefuseWhatIsNoWindow(String text) {
        assertThatThrownBy(() -> WeekWindow.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("window");
    }
}
