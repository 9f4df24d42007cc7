package dev.loopkeeper.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfig.ColumnRule;
import dev.loopkeeper.data.BatchIngest.Ingested;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BatchIngestTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final ObjectInfo OBJECT = new ObjectInfo("data/m/jan.csv", "v1", 17);
    private static final LoopConfig.Data DATA = DataConfigs.of("late", Optional.of("at"), Map.of(), 1);

    @Nested
    class FirstBatch {
        @Test
        void shouldInferTheSchemaAndTheTimes() {
            Ingested first = read(rows(200), Optional.empty());
            assertThat(first.record().breaches()).isEmpty();
            assertThat(first.record().rows()).isEqualTo(200);
            assertThat(first.record().id())
                    .isEqualTo(BatchId.of("data/m/jan.csv", "v1"))
                    .hasSize(24);
            assertThat(first.record().from()).contains("2013-01-01T00:00:00Z");
            assertThat(first.record().to()).contains("2013-01-01T03:19:00Z");
            assertThat(first.inferred().orElseThrow().columns())
                    .extracting(Schema.Column::name, Schema.Column::type)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("at", Schema.Type.TIME),
                            org.assertj.core.groups.Tuple.tuple("distance", Schema.Type.NUMBER),
                            org.assertj.core.groups.Tuple.tuple("carrier", Schema.Type.CATEGORY),
                            org.assertj.core.groups.Tuple.tuple("paid", Schema.Type.BOOLEAN),
                            org.assertj.core.groups.Tuple.tuple("note", Schema.Type.EMPTY),
                            org.assertj.core.groups.Tuple.tuple("late", Schema.Type.NUMBER));
            assertThat(first.inferred().get().column("distance").orElseThrow().maxNullShare())
                    .isEqualTo(0.165);
            assertThat(Json.read(Json.write(first.record()), BatchRecord.class, "record"))
                    .isEqualTo(first.record());
        }

        @Test
        void shouldNotPinABatchThatIsRejected() {
            Ingested first = read("at,distance\n2013-01-01,4\n", Optional.empty());
            assertThat(first.inferred()).isEmpty();
            assertThat(first.record().breaches())
                    .singleElement()
                    .asString()
                    .contains("column 'late' (the label) is missing");
        }
    }

    @Test
    void shouldRejectABatchWithoutAnyLabelOrReadableTime() {
        assertThat(read("at,late\nsoon,\nlater,\n", Optional.empty()).record().breaches())
                .hasSize(2)
                .anyMatch(b -> b.startsWith("column 'late' (the label) has no value in any row"))
                .anyMatch(b -> b.startsWith("column 'at': 2 of 2 values (100.0 %) are not times"));
    }

    @Nested
    class PinnedSchema {
        private final Optional<Schema> pinned =
                read(rows(1_000), Optional.empty()).inferred();

        @Test
        void shouldAcceptTheSameFormWithExtraColumnsAndNewCategories() {
            String more = rows(300)
                    .replace("at,", "extra,at,")
                    .replace("2013-", "z,2013-")
                    .replace("c1", "new");
            Ingested second = read(more, pinned);
            assertThat(second.record().breaches()).isEmpty();
            assertThat(second.inferred()).isEmpty();
        }

        @Test
        void shouldNameColumnRuleRowsAndRemedyOfATypeBreach() {
            String text = rows(1_000).replaceAll(",1(\\d+)\\.5,", ",$1 km,");
            assertThat(read(text, pinned).record().breaches())
                    .singleElement()
                    .asString()
                    .matches(
                            "column 'distance': \\d+ of 1,000 values \\(\\d+\\.\\d %\\) are not numbers, at most 5 % may be; fix the file"
                                    + " and upload it again, or raise data.schemaVersion in loop.yaml to accept the new form");
        }

        @Test
        void shouldReportMissingValuesAndARenamedColumn() {
            String text = rows(1_000).replace("carrier", "Carrier_").replaceAll(",1\\d+\\.5,", ",NA,");
            assertThat(read(text, pinned).record().breaches())
                    .hasSize(2)
                    .anyMatch(b -> b.startsWith("column 'distance': ")
                            && b.contains("rows (")
                            && b.contains("have no value, at most 15.3 %"))
                    .anyMatch(b -> b.startsWith(
                            "column 'carrier' is missing in all 1,000 rows (100 %); is 'Carrier_' its new name?"));
        }

        @Test
        void shouldTolerateASingleBadCellInASmallBatch() {
            assertThat(read(rows(8).replaceFirst("\\d+\\.5", "oops"), pinned)
                            .record()
                            .breaches())
                    .isEmpty();
        }

        @Test
        void shouldReinferWhenANewerVersionIsConfigured() {
            LoopConfig.Data newer = DataConfigs.of("late", Optional.of("at"), Map.of(), 2);
            Ingested second = BatchIngest.read(OBJECT, stream("at,late,x\n2013-01-01,1,2\n"), newer, pinned, NOW);
            assertThat(second.inferred().orElseThrow().version()).isEqualTo(2);
            assertThat(second.record().breaches()).isEmpty();
        }

        @Test
        void shouldRejectABatchWithoutRows() {
            assertThat(read("", pinned).record().breaches())
                    .singleElement()
                    .asString()
                    .startsWith("no rows");
            assertThat(read("at,distance,late\n", pinned).record().breaches())
                    .singleElement()
                    .asString()
                    .contains("header only");
        }
    }

    @Test
    void shouldApplyTheRulesOfTheConfiguration() {
        Map<String, ColumnRule> rules = Map.of(
                "distance", new ColumnRule(Optional.of(0.0), Optional.of(100.0), Optional.empty(), List.of()),
                "note", new ColumnRule(Optional.empty(), Optional.empty(), Optional.of(0.5), List.of()));
        LoopConfig.Data strict = DataConfigs.of("late", Optional.of("at"), rules, 1);
        List<String> breaches = BatchIngest.read(OBJECT, stream(rows(1_000)), strict, Optional.empty(), NOW)
                .record()
                .breaches();
        assertThat(breaches)
                .hasSize(2)
                .anyMatch(b -> b.contains("are not at least 0.0 and at most 100.0")
                        && b.contains("change data.rules.distance"))
                .anyMatch(b ->
                        b.contains("column 'note': 1,000 of 1,000 rows (100.0 %) have no value, at most 50 % may be"));
    }

    @Test
    void shouldRecordUnreadableContentAsARejectedBatch() {
        Ingested broken = read("a,a\n1,2\n", Optional.empty());
        assertThat(broken.record().rejected()).isTrue();
        assertThat(broken.record().profile()).isEmpty();
        assertThat(broken.record().breaches())
                .singleElement()
                .asString()
                .contains("data/m/jan.csv", "two columns are called 'a'");
    }

    @Test
    void shouldThrowWhenTheStreamFails() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };
        assertThatThrownBy(() -> BatchIngest.read(OBJECT, failing, DATA, Optional.empty(), NOW))
                .matches(e -> ((LoopException) e).kind() == LoopException.Kind.TRANSIENT);
    }

    @Test
    void shouldGiveAnOverwriteANewId() {
        assertThat(BatchId.of("a", "bc")).isNotEqualTo(BatchId.of("ab", "c")).isEqualTo(BatchId.of("a", "bc"));
    }

    private static Ingested read(String text, Optional<Schema> pinned) {
        return BatchIngest.read(OBJECT, stream(text), DATA, pinned, NOW);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String rows(int count) {
        StringBuilder text = new StringBuilder("at,distance,carrier,paid,note,late\n");
        for (int i = 0; i < count; i++) {
            text.append(Instant.parse("2013-01-01T00:00:00Z").plusSeconds(60L * i))
                    .append(',')
                    .append(i % 200)
                    .append(".5,c")
                    .append(i % 4)
                    .append(',')
                    .append(i % 2 == 0 ? "Y" : "N")
                    .append(",,")
                    .append(i % 3 == 0 ? 1 : 0)
                    .append('\n');
        }
        return text.toString();
    }
}
