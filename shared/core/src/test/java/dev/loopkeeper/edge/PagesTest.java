package dev.loopkeeper.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.Chart.Axis;
import dev.loopkeeper.edge.Chart.Scale;
import dev.loopkeeper.edge.Chart.Series;
import dev.loopkeeper.edge.Chart.Style;
import dev.loopkeeper.edge.Chart.Tone;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
    private static Chart chart(String id, double... ys) {
        List<double[]> points =
                Arrays.stream(ys).mapToObj(y -> new double[] {1, y}).toList();
        return new Chart(
                id,
                "</canvas><b>",
                "",
                Axis.of("<x>", Scale.NUMBER),
                Axis.of("y", Scale.SHARE),
                List.of(new Series("</script>", Tone.CHAMPION, Style.LINE, points)));
    }

    @Test
    void shouldEscapeTextAndDropWhatCannotBeSeen() {
        assertThat(Pages.text("<a href='x'>\"&")).isEqualTo("&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
        assertThat(Pages.text("evil\u202Egnp.exe\u0000\u0007")).isEqualTo("evil gnp.exe  ");
    }

    @Test
    void shouldKeepDataInsideItsIsland() {
        String island = Pages.island(Map.of("</script><!--", "\u2028&"));
        assertThat(island).doesNotContain("<", ">", "&", "\u2028");
        assertThat(Json.tree(island.getBytes(StandardCharsets.UTF_8), "island")
                        .at("/<~1script><!--")
                        .asText())
                .isEqualTo("\u2028&");
    }

    @Test
    void shouldInlineTheLibraryOnlyWhenAChartIsDrawn() {
        assertThat(new Pages("t").add("<p>x</p>").html())
                .contains("script-src 'none'")
                .doesNotContain("<script");
        Pages page = new Pages("t");
        page.add(page.figure(chart("a", 0.5)));
        assertThat(page.html()).contains("chart.umd", "MIT licence", "&lt;/canvas&gt;");
        assertThat(page.html().split("</script>", -1)).hasSize(4);
    }

    @Test
    void shouldLeaveOutWhatCannotBeDrawn() {
        assertThat(new Pages("t").figure(chart("a", Double.NaN, Double.POSITIVE_INFINITY)))
                .isEmpty();
        assertThatThrownBy(() -> chart("a\" onload=", 1)).hasMessageContaining("letters, digits and dashes");
        assertThat(Pages.bar("good", Double.NaN, 0.5)).contains("width:0.0%");
        assertThat(IntervalPlot.over(List.of(0.0)).row(0, 0, 0, "good")).doesNotContain("NaN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.74213|0.7421", "0.687|0.6870", "-0.00689|-0.0069", "0.00012|0.000120", "3e-7|3.00e-07",
                        "12340.4|12,340", "1234.56|1,234.6",
                "0|0", "-0.0|0", "5|5", "7.1234|7.123", "71.234|71.23", "NaN|not available", "1e300|1.00e+300"
            })
    void shouldWriteNumbersWithTellingDigits(double value, String shown) {
        assertThat(Figures.number(value)).isEqualTo(shown);
    }

    @Test
    void shouldWriteRoundValuesSharesAndTimes() {
        assertThat(Figures.round(0.2)).isEqualTo("0.2");
        assertThat(Figures.round(100)).isEqualTo("100");
        assertThat(Figures.round(0.10)).isEqualTo("0.1");
        assertThat(Figures.percent(0.95)).isEqualTo("95 %");
        assertThat(Figures.percent(0.219)).isEqualTo("21.9 %");
        assertThat(Figures.percent(0)).isEqualTo("0 %");
        assertThat(Figures.pValue(0)).isEqualTo("< 0.0001");
        assertThat(Figures.seconds(200)).isEqualTo("3 min 20 s");
        assertThat(Figures.count(1234567)).isEqualTo("1,234,567");
    }
}
