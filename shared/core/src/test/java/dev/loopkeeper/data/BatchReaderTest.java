package dev.loopkeeper.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.config.LoopConfig.Format;
import dev.loopkeeper.edge.LoopException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchReaderTest {
    private final Collected sink = new Collected();

    @Nested
    class Csv {
        @Test
        void shouldReadQuotesLineEndingsBlankLinesAndSpaces() {
            ReadSummary summary = read(
                    "a.csv",
                    "\ufeffid, name ,note\r\n1,\"Müller, \"\"Jo\"\"\",\"two\nlines\"\r\n\r\n   \n2, padded ,\r3,x,y");
            assertThat(sink.columns).containsExactly("id", "name", "note");
            assertThat(sink.rows)
                    .containsExactly(
                            row("1", "Müller, \"Jo\"", "two\nlines"), row("2", "padded", null), row("3", "x", "y"));
            assertThat(summary.rows()).isEqualTo(3);
            assertThat(summary.malformed()).isZero();
        }

        @Test
        void shouldReadEverySpellingOfMissingAsNull() {
            read(
                    "a.csv",
                    "v,w\nNA,1\nN/A,1\nNaN,1\nnan,1\nnull,1\nNULL,1\nNone,1\n\\N,1\n?,1\n,1\n\"\",1\nNo,1\nNAN!,1\n");
            assertThat(sink.rows.subList(0, 11)).allMatch(r -> r.get(0) == null);
            assertThat(sink.rows.subList(11, 13)).extracting(r -> r.get(0)).containsExactly("No", "NAN!");
        }

        @ParameterizedTest
        @ValueSource(strings = {";", "\t", "|"})
        void shouldTakeTheSeparatorFromTheHeader(String separator) {
            read("a.csv", "a@\"b,c,d,e\"@f\n1@2@3,5\n".replace("@", separator));
            assertThat(sink.columns).containsExactly("a", "b,c,d,e", "f");
            assertThat(sink.rows).containsExactly(row("1", "2", "3,5"));
        }

        @Test
        void shouldNameAnUnnamedColumnByItsPosition() {
            read("a.csv", ",cost\n0,4.5\n");
            assertThat(sink.columns).containsExactly("column_1", "cost");
        }

        @Test
        void shouldCountFewRowsThatDoNotFitTheHeader() {
            StringBuilder text = new StringBuilder("a,b\n1\n1,2,3\n");
            text.append("1,2\n".repeat(50));
            assertThat(read("a.csv", text.toString())).isEqualTo(new ReadSummary(50, 2, Set.of()));
            assertThat(sink.rows).hasSize(50).containsOnly(row("1", "2"));
        }

        @Test
        void shouldRefuseManyRowsThatDoNotFitTheHeader() {
            String text = "a,b\n" + "1,2\n".repeat(500) + "1,2,3\n".repeat(11);
            assertPoison("a.csv", text, "11 of 511 rows", "line 502 has 3 fields, the header has 2");
        }

        @Test
        void shouldRefuseAnUnterminatedQuote() {
            assertPoison("a.csv", "a,b\n1,2\n3,\"4\n5,6\n", "a.csv, near line 3", "quotes closed");
        }

        @Test
        void shouldRefuseHeadersThatCannotWork() {
            assertPoison("a.csv", "x,y,x\n1,2,3\n", "two columns are called 'x'");
            assertPoison("a.csv", "1,2,3\n4,5,6\n", "line 1", "every field is a number");
            assertPoison("a.csv", "a,".repeat(5_000) + "z\n", "4096 columns");
            assertPoison("a.csv", "n".repeat(300) + ",b\n", "at most 256");
        }

        @Test
        void shouldRefuseAHugeField() {
            assertPoison("a.csv", "a,b\n1," + "x".repeat(70_000) + "\n", "line 2", "64 KiB");
            assertPoison("a.csv", "a,b\n1,\"" + "x".repeat(1 << 21) + "\n", "near line 2", "64 KiB");
        }

        @Test
        void shouldRefuseInvalidUtf8WithTheLineBeforeIt() {
            byte[] text = ("a,b\n" + "1,2\n".repeat(9_000) + "3,M_ller\n").getBytes(StandardCharsets.ISO_8859_1);
            text[text.length - 6] = (byte) 0xfc;
            assertThatThrownBy(() -> read("a.csv", text))
                    .isInstanceOf(LoopException.class)
                    .hasMessageContaining("not UTF-8")
                    .hasMessageContaining("a.csv, after line");
        }

        @Test
        void shouldReadUtf16() {
            read("a.csv", "a,b\n1,ü\n".getBytes(StandardCharsets.UTF_16));
            assertThat(sink.rows).containsExactly(row("1", "ü"));
        }

        @Test
        void shouldDeliverNothingForAnEmptyObject() {
            assertThat(read("a.csv", "").rows()).isZero();
            assertThat(sink.columns).isNull();
        }
    }

    @Nested
    class JsonLines {
        @Test
        void shouldTakeColumnsFromTheFirstObjectsAndReportLaterKeys() {
            StringBuilder text = new StringBuilder(
                    "{\"a\":1}\n\n{\"b\":\"NA\",\"a\":null}\r\n{\"a\":{\"x\":[1,2.50]},\"b\":true}\n");
            text.append("{\"a\":2}\n".repeat(100)).append("{\"late\":{\"x\":1},\"a\":3,\"b\":\"z\"}");
            ReadSummary summary = read("a.jsonl", text.toString());
            assertThat(sink.columns).containsExactly("a", "b");
            assertThat(sink.rows.subList(0, 3))
                    .containsExactly(row("1", null), row(null, null), row("{\"x\":[1,2.50]}", "true"));
            assertThat(sink.rows.get(103)).isEqualTo(row("3", "z"));
            assertThat(summary).isEqualTo(new ReadSummary(104, 0, Set.of("late")));
        }

        @Test
        void shouldKnowTheFormatByTheFirstByteAndReadAnArray() {
            read("upload", "{\"a\":1}\n");
            read("a.json", "[{\"a\":2},{\"a\":3}]");
            assertThat(sink.rows).containsExactly(row("1"), row("2"), row("3"));
        }

        @Test
        void shouldRefuseBrokenAndHostileDocuments() {
            assertPoison("a.jsonl", "{\"a\":1}\n{\"a\":\n", "line 3", "one JSON object a line");
            assertPoison("a.jsonl", "{\"a\":1}\n17\n", "line 2", "one JSON object a line");
            assertPoison("a.jsonl", "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}", "nesting");
            assertPoison("a.jsonl", "{\"a\":\"" + "x".repeat(70_000) + "\"}", "exceed");
            assertPoison("a.jsonl", "{\"a\":[" + "1,".repeat(70_000) + "1]}", "64 KiB");
            assertPoison("a.jsonl", "{\"a\":" + "9".repeat(10_000) + "}", "exceed");
            StringBuilder keys = new StringBuilder("{\"a\":1}\n".repeat(100));
            for (int i = 0; i < 5_000; i++) {
                keys.append("{\"k").append(i).append("\":1}\n");
            }
            assertPoison("a.jsonl", keys.toString(), "4096 columns");
        }
    }

    @Nested
    class Compressed {
        @Test
        void shouldKnowGzipByItsBytesWhateverTheName() {
            read("a.csv", gzip("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
            read("b.csv.gz", "a,b\n3,4\n");
            assertThat(sink.rows).containsExactly(row("1", "2"), row("3", "4"));
        }

        @Test
        void shouldRefuseDamagedGzip() {
            byte[] whole = gzip("a,b\n1,2\n".repeat(1_000).getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> read("a.csv.gz", Arrays.copyOf(whole, whole.length - 20)))
                    .hasMessageContaining("a.csv.gz is damaged")
                    .matches(e -> ((LoopException) e).kind() == LoopException.Kind.POISON);
        }

        @Test
        void shouldRefuseADecompressionBomb() {
            byte[] blanks = new byte[66 << 20];
            Arrays.fill(blanks, (byte) '\n');
            assertThatThrownBy(() -> read("a.csv.gz", gzip(blanks))).hasMessageContaining("decompression bomb");
        }
    }

    @Test
    void shouldCallAFailingStreamTransient() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThatThrownBy(() -> BatchReader.read(failing, "a.csv", Format.AUTO, sink))
                .matches(e -> ((LoopException) e).kind() == LoopException.Kind.TRANSIENT);
    }

    @Test
    void shouldCallAStreamThatBreaksInTheMiddleTransient() {
        byte[] body = "a,b\n1,2\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(body), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });
        assertThatThrownBy(() -> BatchReader.read(breaking, "a.csv", Format.AUTO, sink))
                .matches(e -> ((LoopException) e).kind() == LoopException.Kind.TRANSIENT);
    }

    @Test
    void shouldRefuseARowThatWouldFillTheMemory() {
        String cell = "x".repeat(60_000);
        String header =
                String.join(",", IntStream.range(0, 100).mapToObj(i -> "c" + i).toList());
        assertPoison("a.csv", header + "\n" + (cell + ",").repeat(99) + cell + "\n", "line 2", "4 MiB");
        assertPoison("a.csv", header + "\n" + (cell + ",").repeat(3_000) + "\n", "line 2", "4 MiB");
        String object = String.join(
                ",",
                IntStream.range(0, 100)
                        .mapToObj(i -> "\"c" + i + "\":\"" + cell + "\"")
                        .toList());
        assertPoison("a.jsonl", "{" + object + "}\n", "line 1", "4 MiB");
    }

    @Test
    void shouldLearnTheColumnsOfLargeObjectsFromTheFirstFew() {
        String object = String.join(
                ",",
                IntStream.range(0, 20)
                        .mapToObj(i -> "\"c" + i + "\":\"" + "x".repeat(60_000) + "\"")
                        .toList());
        ReadSummary summary = read("a.jsonl", ("{" + object + "}\n").repeat(40) + "{\"late\":1}\n");
        assertThat(sink.columns).hasSize(20);
        assertThat(summary.rows()).isEqualTo(41);
        assertThat(summary.extraColumns()).containsExactly("late");
    }

    @Test
    void shouldSayThatParquetIsNotRead() {
        assertPoison("a.parquet", "PAR1", "Parquet", "upload CSV or JSON Lines");
        assertPoison("upload", "PAR1....", "Parquet");
    }

    private void assertPoison(String key, String text, String... parts) {
        assertThatThrownBy(() -> read(key, text))
                .isInstanceOf(LoopException.class)
                .hasMessageContainingAll(parts)
                .matches(e -> ((LoopException) e).kind() == LoopException.Kind.POISON);
    }

    private ReadSummary read(String key, String text) {
        return read(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private ReadSummary read(String key, byte[] body) {
        return BatchReader.read(new ByteArrayInputStream(body), key, Format.AUTO, sink);
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static List<String> row(String... values) {
        return Arrays.asList(values);
    }

    private static final class Collected implements RowSink {
        private List<String> columns;
        private final List<List<String>> rows = new ArrayList<>();

        @Override
        public void header(List<String> names) {
            columns = names;
        }

        @Override
        public void row(long number, String[] values) {
            rows.add(Arrays.asList(values.clone()));
        }
    }
}
