package dev.loopkeeper.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.edge.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriftTest {
    private static final int COLUMNS = 20;

    @Nested
    class FalseAlarms {
        @ParameterizedTest
        @CsvSource({"500, 500, 40", "500, 5000, 8", "10000, 10000, 2", "100000, 100000, 1"})
        void shouldStayQuietAboutTwentyUnshiftedColumns(int before, int now, int times) {
            assertThat(alarms(new Random(7), before, now, times)).isZero();
        }
    }

    @Nested
    class Power {
        @Test
        void shouldFindHalfAStandardDeviationInOneOfTwentyColumnsOfAThousandRows() {
            Random random = new Random(11);
            int found = 0;
            for (int i = 0; i < 200; i++) {
                found += between(profile(1_000, c -> normal(random, 0)), profile(1_000, c -> normal(random, 0.5)))
                                .moved()
                        ? 1
                        : 0;
            }
            assertThat(found).isGreaterThanOrEqualTo(198);
        }

        @Test
        void shouldIgnoreAShiftTooSmallToMatterHoweverManyRowsThereAre() {
            Random random = new Random(12);
            DriftReport report =
                    between(profile(100_000, c -> normal(random, 0)), profile(100_000, c -> normal(random, 0.05)));
            assertThat(report.moved()).isFalse();
        }
    }

    @Nested
    class Distances {
        @Test
        void shouldAgreeWithTheExactValuesOfANormalShift() {
            Random random = new Random(13);
            DriftReport.ColumnDrift drift = between(
                            profile(100_000, c -> normal(random, 0)), profile(100_000, c -> normal(random, 0.5)))
                    .columns()
                    .get(0);
            assertThat(drift.measure()).isEqualTo("ks");
            assertThat(drift.ks()).isCloseTo(0.1974, within(0.012));
            assertThat(drift.wasserstein()).isCloseTo(0.5, within(0.02));
            assertThat(drift.psi()).isCloseTo(0.241, within(0.03));
            assertThat(drift.js()).isBetween(0.15, 0.25);
            assertThat(drift.sentence()).startsWith("rose from mean ").endsWith("(0.5 standard deviations)");
        }

        @Test
        void shouldSayWhichCategoryMoved() {
            DriftReport report = between(
                    profile(1_000, r -> r % 10 < 2 ? "UA" : "DL"), profile(1_000, r -> r % 10 < 5 ? "UA" : "DL"));
            assertThat(report.sentence())
                    .isEqualTo("1 of 1 column moved: c0 changed: the share of 'UA' rose from 20 % to 50 %.");
            assertThat(report.columns().get(0).ks()).isCloseTo(0.3, within(1e-9));
        }

        @Test
        void shouldSeeACategoryThatWasNeverSeenBefore() {
            DriftReport report = between(profile(1_000, r -> "a" + r % 3), profile(1_000, r -> "b" + r % 3));
            assertThat(report.columns().get(0).moved()).isTrue();
            assertThat(report.columns().get(0).js()).isCloseTo(1, within(1e-9));
        }

        @Test
        void shouldSeeThatValuesGoMissing() {
            DriftReport report =
                    between(profile(1_000, r -> 1.0 * (r % 7)), profile(1_000, r -> r % 3 == 0 ? null : 1.0 * (r % 7)));
            assertThat(report.sentence()).contains("c0 has no value in 33 % of the rows, before in 0 %");
            assertThat(report.columns().get(0).measure()).isEqualTo("nulls");
        }

        @Test
        void shouldCompareConstants() {
            DriftReport.ColumnDrift same = between(profile(500, r -> 1), profile(500, r -> 1))
                    .columns()
                    .get(0);
            assertThat(same.moved()).isFalse();
            DriftReport report = between(profile(500, r -> 1), profile(500, r -> 2));
            assertThat(report.moved()).isTrue();
            assertThat(report.columns().get(0).wasserstein()).isEqualTo(1);
            assertThat(report.sentence()).contains("c0 went from always 1.00 to always 2.00");
            assertThat(Json.read(Json.write(report), DriftReport.class, "report"))
                    .isEqualTo(report);
        }

        @Test
        void shouldSaySpreadWhenOnlyTheSpreadMoved() {
            Random random = new Random(14);
            assertThat(between(
                                    profile(5_000, r -> random.nextGaussian()),
                                    profile(5_000, r -> 2 * random.nextGaussian()))
                            .sentence())
                    .contains("c0 spread out: standard deviation from ");
        }
    }

    @Test
    void shouldLeaveCountersIdsAndTimesAlone() {
        assertThat(between(profile(500, r -> r), profile(500, r -> 500 + r)).columns())
                .isEmpty();
        assertThat(between(profile(500, r -> "id-" + r), profile(500, r -> "no-" + r))
                        .columns())
                .isEmpty();
        assertThat(between(profile(500, r -> "2013-01-0" + (1 + r % 5)), profile(500, r -> "2013-02-0" + (1 + r % 5)))
                        .moved())
                .isFalse();
    }

    @Test
    void shouldCompareOnlyWhatBothHave() {
        BatchProfile some = profile(500, r -> r % 5);
        DriftReport report = Drift.between(some, new BatchProfile(3, 0, Map.of()), names());
        assertThat(report.columns()).isEmpty();
        assertThat(report.sentence()).isEqualTo("None of 0 columns moved.");
        assertThat(Drift.between(some, profile(0, r -> 1), names()).moved()).isFalse();
        assertThat(Drift.between(some, profile(1, r -> 99), names()).moved()).isFalse();
    }

    /** Whole batches of twenty columns of eight kinds that do not differ, and how many raised an alarm. */
    static int alarms(Random random, int before, int now, int times) {
        int alarms = 0;
        for (int i = 0; i < times; i++) {
            alarms += Drift.between(kinds(random, before), kinds(random, now), names())
                            .moved()
                    ? 1
                    : 0;
        }
        return alarms;
    }

    private static BatchProfile kinds(Random random, int rows) {
        Map<String, ColumnProfile> columns = new LinkedHashMap<>();
        for (int c = 0; c < COLUMNS; c++) {
            columns.put("c" + c, column(rows, kind(random, c % 8)));
        }
        return new BatchProfile(rows, 0, columns);
    }

    private static IntFunction<Object> kind(Random random, int kind) {
        Function<Integer, Object> value =
                switch (kind) {
                    case 0, 1 -> r -> normal(random, 0);
                    case 2 -> r -> (int) Math.exp(7 + 2 * random.nextGaussian());
                    case 3 -> r -> random.nextInt(4);
                    case 4 -> r -> random.nextInt(10) < 2 ? null : normal(random, 3);
                    case 5 -> r -> random.nextBoolean() ? "yes" : "no";
                    case 6 -> r -> "v" + (int) Math.exp(5 * random.nextDouble());
                    default -> r -> "w" + random.nextInt(300);
                };
        return value::apply;
    }

    /** Thousandths of a standard deviation: short to write and to read. */
    private static int normal(Random random, double mean) {
        return (int) Math.round(1_000 * (mean + random.nextGaussian()));
    }

    private static DriftReport between(BatchProfile before, BatchProfile now) {
        return Drift.between(before, now, names());
    }

    private static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (int c = 0; c < COLUMNS; c++) {
            names.add("c" + c);
        }
        return names;
    }

    private static BatchProfile profile(int rows, IntFunction<Object> value) {
        return new BatchProfile(rows, 0, Map.of("c0", column(rows, value)));
    }

    private static ColumnProfile column(int rows, IntFunction<Object> value) {
        ColumnTally tally = new ColumnTally(SketchSize.of(COLUMNS), false, Optional.empty());
        for (int r = 0; r < rows; r++) {
            Object v = value.apply(r);
            tally.add(v == null ? null : v.toString());
        }
        return tally.profile();
    }
}
