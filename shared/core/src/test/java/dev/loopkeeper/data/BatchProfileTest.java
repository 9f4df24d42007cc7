package dev.loopkeeper.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.config.LoopConfig.ColumnRule;
import dev.loopkeeper.config.LoopConfig.Format;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchProfileTest {
    @Test
    void shouldCountWhatValuesReadAs() {
        BatchProfile profile =
                profile("n,b,t,c\n1,yes,2013-01-01,x\n2.5,no,2013-01-03 10:00,y\nabc,NA,x,NA\n,yes,,x\n");
        assertThat(profile.columns().get("n").counts()).isEqualTo(new ColumnProfile.Counts(4, 1, 2, 0, 0, 0));
        assertThat(profile.columns().get("b").counts().booleans()).isEqualTo(3);
        assertThat(profile.columns().get("t").times())
                .contains(new ColumnProfile.TimeRange(
                        Instant.parse("2013-01-01T00:00:00Z"), Instant.parse("2013-01-03T10:00:00Z")));
        assertThat(profile.columns().get("c").values()).contains(Map.of("x", 2L, "y", 1L));
        assertThat(profile.columns().get("n").typeErrors(Schema.Type.NUMBER)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldMergePartsToTheWhole(long seed) {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            rows.add(random.nextGaussian() * 50 + "," + random.nextInt(5) + ",k"
                    + (int) Math.exp(6 * random.nextDouble()) + ","
                    + (random.nextInt(9) == 0 ? "NA" : "2013-01-" + (10 + random.nextInt(20))));
        }
        int cut = random.nextInt(rows.size());
        BatchProfile whole = profile(csv(rows));
        BatchProfile merged = BatchProfile.merge(List.of(
                profile(csv(rows.subList(0, cut))),
                profile(csv(List.of())),
                profile(csv(rows.subList(cut, rows.size())))));
        assertThat(merged.rows()).isEqualTo(whole.rows());
        for (String name : whole.columns().keySet()) {
            assertSame(merged.columns().get(name), whole.columns().get(name));
        }
        double[] sorted = rows.stream()
                .mapToDouble(r -> Double.parseDouble(r.split(",")[0]))
                .sorted()
                .toArray();
        for (double share : new double[] {0.05, 0.5, 0.95}) {
            double at = merged.columns().get("x").numbers().orElseThrow().quantile(share);
            int rank = Math.abs(Arrays.binarySearch(sorted, at));
            assertThat((double) rank / sorted.length).isCloseTo(share, within(0.01));
        }
    }

    private static void assertSame(ColumnProfile merged, ColumnProfile whole) {
        assertThat(merged.counts()).isEqualTo(whole.counts());
        assertThat(merged.times()).isEqualTo(whole.times());
        assertThat(merged.values()).isEqualTo(whole.values());
        assertThat(merged.distinctValues()).isCloseTo(whole.distinctValues(), within(0.05 * whole.distinctValues()));
        assertThat(merged.texts().isPresent()).isEqualTo(whole.texts().isPresent());
        merged.textItems().ifPresent(items -> assertThat(items.getEstimate("k1"))
                .isEqualTo(whole.textItems().orElseThrow().getEstimate("k1")));
        if (whole.numbers().isPresent()) {
            NumberProfile a = merged.numbers().orElseThrow();
            NumberProfile b = whole.numbers().get();
            assertThat(List.of(a.n(), a.min(), a.max())).isEqualTo(List.of(b.n(), b.min(), b.max()));
            assertThat(a.mean()).isCloseTo(b.mean(), within(1e-9));
            assertThat(a.sd()).isCloseTo(b.sd(), within(1e-9));
        }
    }

    @Test
    void shouldSurviveJsonInLessThan25KilobytesANumericColumn() {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("x\n");
        for (int i = 0; i < 60_000; i++) {
            text.append(random.nextGaussian()).append('\n');
        }
        BatchProfile profile = profile(text.toString());
        byte[] json = Json.write(profile);
        assertThat(json.length).isLessThan(25_000);
        assertThat(Json.read(json, BatchProfile.class, "profile")).isEqualTo(profile);
        String newer = new String(json, StandardCharsets.UTF_8).replaceFirst("\\{", "{\"future\":[1],");
        assertThat(Json.read(newer.getBytes(StandardCharsets.UTF_8), BatchProfile.class, "profile"))
                .isEqualTo(profile);
    }

    @Test
    void shouldKeepTheProfileOfTheWidestBatchSmall() {
        Random random = new Random(4);
        StringBuilder text = new StringBuilder("c0");
        for (int c = 1; c < 1_500; c++) {
            text.append(",c").append(c);
        }
        for (int r = 0; r < 250; r++) {
            text.append('\n').append(random.nextInt());
            for (int c = 1; c < 1_500; c++) {
                text.append(',').append(c % 2 == 0 ? "" : "k").append(random.nextInt());
            }
        }
        BatchProfile profile = profile(text.toString());
        assertThat(Json.write(profile).length).isLessThan((16 << 20) / 4_096 * 1_500);
    }

    @Test
    void shouldBoundHostileTexts() {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 600; i++) {
            text.append("z".repeat(2_000)).append(i).append(",\"\u202e\u0000{jndi}\"\n");
        }
        BatchProfile profile = profile(text.toString());
        assertThat(profile.columns().get("x").distinctValues()).isCloseTo(600, within(30.0));
        assertThat(Json.write(profile).length).isLessThan(60_000);
    }

    @Test
    void shouldCountValuesOutsideTheRule() {
        Map<String, ColumnRule> rules = Map.of(
                "x", new ColumnRule(Optional.of(0.0), Optional.of(10.0), Optional.empty(), List.of()),
                "c", new ColumnRule(Optional.empty(), Optional.empty(), Optional.empty(), List.of("a", "1")));
        BatchProfile profile = profile("x,c\n-1,a\n0,b\n10,1.0\n11,1\n,\n", rules);
        assertThat(profile.columns().get("x").counts().outside()).isEqualTo(2);
        assertThat(profile.columns().get("c").counts().outside()).isEqualTo(1);
    }

    @Test
    void shouldRefuseADamagedSketch() {
        NumberProfile damaged = new NumberProfile(1, 0, 0, 0, 0, "12:AAAA");
        assertThatThrownBy(() -> damaged.quantile(0.5))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("damaged");
        assertThatThrownBy(() -> new NumberProfile(1, 0, 0, 0, 0, "999999999:AAAA").quantile(0.5))
                .isInstanceOf(LoopException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+7",
                "12.",
                ".5",
                "-1.25e-3",
                "1E5",
                "123456789012345",
                "1234567890123456789",
                "0.1234567890123456789",
                "9007199254740993",
                "9007199254740992.5",
                "4503599627370497.5",
                "4.9e-324",
                "1e308",
                "00012.50",
                "999999999999.999"
            })
    void shouldReadDecimalsExactlyAsJavaDoes(String text) {
        assertThat(Numbers.parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @Test
    void shouldReadRandomDecimalsExactlyAsJavaDoes() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            long digits = random.nextLong() >> random.nextInt(60);
            String plain = Long.toString(Math.abs(digits));
            int point = random.nextInt(plain.length() + 1);
            String text = (digits < 0 ? "-" : "") + plain.substring(0, point) + "." + plain.substring(point);
            assertThat(Numbers.parse(text)).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "+.",
                "1d",
                "1f",
                "0x10",
                "Infinity",
                "NaN",
                "1e",
                "1e+",
                "e5",
                "1.2.3",
                "1,5",
                " 1",
                "1e999999",
                "١٢",
                "1_000"
            })
    void shouldNotReadOtherTextAsNumbers(String text) {
        assertThat(Numbers.parse(text)).isNaN();
    }

    private static String csv(List<String> rows) {
        return "x,small,k,t\n" + String.join("\n", rows);
    }

    private static BatchProfile profile(String text) {
        return profile(text, Map.of());
    }

    private static BatchProfile profile(String text, Map<String, ColumnRule> rules) {
        ProfileBuilder builder = new ProfileBuilder(DataConfigs.of("label", rules));
        return builder.profile(BatchReader.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "a.csv", Format.CSV, builder));
    }
}
