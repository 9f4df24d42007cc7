package dev.loopkeeper.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2013-01-31, 2013-01-31T00:00:00Z",
        "2013-01-31T05:06:07, 2013-01-31T05:06:07Z",
        "2013-01-31 05:06, 2013-01-31T05:06:00Z",
        "2013-01-31 05:06:07.123456, 2013-01-31T05:06:07.123Z",
        "2013-01-31T05:06:07.5Z, 2013-01-31T05:06:07.500Z",
        "2013-01-31T05:06:07+08:00, 2013-01-30T21:06:07Z",
        "2013-01-31 05:06:07-0330, 2013-01-31T08:36:07Z",
        "2013-01-31T05:06:07 +02, 2013-01-31T03:06:07Z",
        "2013/1/31 5:06, 2013-01-31T05:06:00Z",
        "01/31/2013 05:06:07, 2013-01-31T05:06:07Z",
        "1/1/11, 2011-01-01T00:00:00Z",
        "01/31/2013 12:06:07 AM, 2013-01-31T00:06:07Z",
        "01/31/2013 03:06 pm, 2013-01-31T15:06:00Z",
        "31.01.2013 05:06, 2013-01-31T05:06:00Z",
        "1904-02-29, 1904-02-29T00:00:00Z",
    })
    void shouldReadTheSpellingsOfDataFiles(String text, Instant expected) {
        assertThat(Times.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "12.5.1",
                "2013-02-30",
                "2013-13-01",
                "31/01/2013",
                "2013-01-31T",
                "2013-01-31T25:00",
                "2013-01-31T05:60",
                "2013-01-31x",
                "2013-01-31 05:06 13:00",
                "2013-01-31 13:06 PM",
                "192.168.100.1",
                "1.2.3.4",
                "2013-01-31T05:06:07+",
                "20130131",
                "1385000000",
                "2013-1/31",
                "-2013-01-31",
                "555-1234",
                "10-12-2013"
            })
    void shouldNotReadOtherTextAsTime(String text) {
        assertThat(Times.parse(text)).isEmpty();
    }

    @Test
    void shouldReadPlainNumbersOnlyInATimeColumn() {
        assertThat(Times.parseNamed("1400269500")).contains(Instant.parse("2014-05-16T19:45:00Z"));
        assertThat(Times.parseNamed("1400269500123")).contains(Instant.parse("2014-05-16T19:45:00.123Z"));
        assertThat(Times.parseNamed("20140516")).contains(Instant.parse("2014-05-16T00:00:00Z"));
        assertThat(Times.parseNamed("17")).isEmpty();
        assertThat(Times.parseNamed("1e300")).isEmpty();
    }
}
