package dev.loopkeeper.local.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.data.Schema;
import dev.loopkeeper.edge.LoopException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerTest {
    @TempDir
    Path home;

    @Test
    void shouldAgreeWithNativeXgboostOnEveryRow() throws Exception {
        TrainingBed classes = Flights.bed(home.resolve("a")).batch(true, Flights.rows(0, 2_000));
        classes.train("r");
        assertSameAsNative(classes);
        TrainingBed numbers = Flights.bed(home.resolve("b")).batch(true, Flights.rows(0, 2_000));
        numbers.columns.removeIf(c -> c.name().equals("delay"));
        numbers.column("delay", Schema.Type.NUMBER).label = "delay";
        numbers.train("r");
        assertSameAsNative(numbers);
    }

    private static void assertSameAsNative(TrainingBed bed) throws Exception {
        ModelArchive archive = ModelArchive.read(new ByteArrayInputStream(bed.bytes("r", "model.zip")));
        Scorer scorer = bed.scorer("r");
        List<Map<String, String>> rows =
                Flights.rows(5, 1_000).lines().skip(1).map(ScorerTest::row).toList();
        int width =
                archive.card().columns().stream().mapToInt(FeatureColumn::width).sum();
        float[] cells = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            int at = i * width;
            for (FeatureColumn column : archive.card().columns()) {
                column.encode(rows.get(i).get(column.column()), cells, at);
                at += column.width();
            }
        }
        Booster booster = XGBoost.loadModel(archive.booster());
        float[][] expected = booster.predict(new DMatrix(cells, rows.size(), width, Float.NaN));
        double[] scores = scorer.score(rows);
        for (int i = 0; i < scores.length; i++) {
            assertThat(scores[i]).isEqualTo(expected[i][0], within(1e-6 * Math.max(1, Math.abs(expected[i][0]))));
        }
        booster.dispose();
    }

    /** Every seventh row has holes, so that the trees' way for missing values is walked too. */
    private static Map<String, String> row(String line) {
        String[] cells = line.split(",");
        Map<String, String> row =
                new HashMap<>(Map.of("dep", cells[0], "carrier", cells[1], "wind", cells[2], "late", cells[4]));
        if (line.hashCode() % 7 == 0) {
            row.put("wind", "");
            row.remove("carrier");
        }
        return row;
    }

    @Test
    void shouldTakeWhatIsMissingOrUnknownAndRefuseWhatIsWrong() {
        TrainingBed bed = Flights.bed(home).batch(true, Flights.rows(0, 1_000));
        bed.train("r");
        Scorer scorer = bed.scorer("r");

        assertThat(scorer.columns()).containsExactly("dep", "carrier", "wind");
        assertThat(scorer.score(Map.of()))
                .isBetween(0.0, 1.0)
                .isEqualTo(scorer.score(Map.of("carrier", "never seen", "wind", "NA", "colour", "red")));
        assertThat(scorer.score(Map.of("carrier", "DD", "wind", "30")))
                .isGreaterThan(scorer.score(Map.of("carrier", "AA", "wind", "0")) + 0.5);
        assertThatThrownBy(() -> scorer.score(List.of(Map.of(), Map.of("wind", "strong"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 2: column 'wind' is 'strong', expected a number");
        assertThatThrownBy(() -> scorer.score(Map.of("dep", "soon")))
                .hasMessageContaining("column 'dep' is 'soon', expected a time");
    }

    @Test
    void shouldGiveTheSameAnswerToManyThreads() {
        TrainingBed bed = Flights.bed(home).batch(true, Flights.rows(0, 500));
        bed.train("r");
        Scorer scorer = bed.scorer("r");
        List<Map<String, String>> rows =
                Flights.rows(3, 500).lines().skip(1).map(ScorerTest::row).toList();
        double[] alone = scorer.score(rows);

        double[] together = IntStream.range(0, 20_000)
                .parallel()
                .mapToDouble(i -> scorer.score(rows.get(i % 500)))
                .toArray();

        assertThat(IntStream.range(0, 20_000).allMatch(i -> together[i] == alone[i % 500]))
                .isTrue();
    }

    @Test
    void shouldRefuseAnArtefactThatIsNone() {
        assertThatThrownBy(() -> Scorer.load(new ByteArrayInputStream("no zip".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("model.zip must hold booster.json and features.json");
        TrainingBed bed = Flights.bed(home).batch(true, Flights.rows(0, 300));
        bed.train("r");
        byte[] half = Arrays.copyOf(bed.bytes("r", "model.zip"), 500);
        assertThatThrownBy(() -> Scorer.load(new ByteArrayInputStream(half)))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("model.zip is damaged");
    }
}
