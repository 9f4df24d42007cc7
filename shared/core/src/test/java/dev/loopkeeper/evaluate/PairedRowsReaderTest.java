package dev.loopkeeper.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedRowsReaderTest {
    private static PairedRows read(String csv) {
        return PairedRowsReader.read(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "paired.csv", 5);
    }

    @Test
    void shouldReadRowsWithSlices() {
        PairedRows rows = read("label,champion,challenger,carrier\n1,0.2,0.9,AA\r\n0,0.1,0.3,\"U,A\"\n");
        assertThat(rows.label()).containsExactly(1, 0);
        assertThat(rows.champion().orElseThrow()).containsExactly(0.2, 0.1);
        assertThat(rows.challenger()).containsExactly(0.9, 0.3);
        assertThat(rows.slices()).containsOnlyKeys("carrier");
        assertThat(rows.slices().get("carrier")).containsExactly("AA", "U,A");
    }

    @Test
    void shouldReadAFirstVersionAndAnEmptyFile() {
        assertThat(read("label,champion,challenger\n1,,0.9\n0,,0.1\n").champion())
                .isEmpty();
        assertThat(read("label,champion,challenger\n").size()).isZero();
        assertThat(read("").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "", "Infinity", "-Infinity", "1e999", "abc", "95%"})
    void shouldNameTheRowOfAValueThatIsNoNumber(String hostile) {
        assertPoison("label,champion,challenger\n1,0.5,0.5\n0,0.5," + hostile + "\n", "row 2: challenger");
        assertPoison("label,champion,challenger\n" + hostile + ",0.5,0.5\n", "row 1: label");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "label,champion\n1,0.5\n",
                "\uFEFFlabel,champion,challenger\n1,0.5,0.5\n",
                "label,champion,challenger\n1,0.5,0.5\n1,,0.5\n",
                "label,champion,challenger\n1,,0.5\n1,0.4,0.5\n",
                "label,champion,challenger\n1,0,1\n1,0,1\n1,0,1\n1,0,1\n1,0,1\n1,0,1\n",
                "label,champion,challenger\n1,0.5\n",
                "label,champion,challenger,label\n1,0.5,0.5,0\n"
            })
    void shouldRefuseWhatIsNotTheFormat(String csv) {
        assertPoison(csv, "paired.csv");
    }

    @Test
    void shouldCallABrokenStreamTransient() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThatThrownBy(() -> PairedRowsReader.read(broken, "paired.csv"))
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.TRANSIENT));
    }

    private static void assertPoison(String csv, String part) {
        assertThatThrownBy(() -> read(csv)).isInstanceOfSatisfying(LoopException.class, e -> {
            assertThat(e.kind()).isEqualTo(LoopException.Kind.POISON);
            assertThat(e).hasMessageContaining(part);
        });
    }
}
