package dev.loopkeeper.local.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.config.LoopConfig;
import dev.loopkeeper.config.LoopConfig.ColumnRule;
import dev.loopkeeper.data.Schema;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.evaluate.Evaluation;
import dev.loopkeeper.retrain.TrainingRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    @TempDir
    Path home;

    @Test
    void shouldWriteTheSameBytesForTheSameRequestAndSeed(@TempDir Path other) {
        for (Path place : List.of(home, other)) {
            TrainingBed bed =
                    Flights.bed(place).batch(true, Flights.rows(0, 1_500)).batch(true, Flights.rows(1, 1_500));
            bed.params.remove("rounds");
            bed.slices = List.of("carrier");
            bed.train("r");
        }
        TrainingBed first = new TrainingBed(home);
        TrainingBed second = new TrainingBed(other);

        assertThat(second.bytes("r", "model.zip")).isEqualTo(first.bytes("r", "model.zip"));
        assertThat(second.bytes("r", "paired.csv")).isEqualTo(first.bytes("r", "paired.csv"));
        assertThat(withoutSeconds(second)).isEqualTo(withoutSeconds(first));
    }

    private static String withoutSeconds(TrainingBed bed) {
        return new String(bed.bytes("r", "evaluation.json"), StandardCharsets.UTF_8)
                .replaceAll("\"seconds\":\\{[^}]*}", "");
    }

    @Test
    void shouldScoreChampionAndChallengerOnTheSameNewestUnseenRows() {
        TrainingBed bed = Flights.bed(home).batch(true, Flights.rows(0, 1_000));
        bed.slices = List.of("carrier");
        bed.train("r1");
        bed.age();
        String fresh = Flights.rows(1, 2_000);
        bed.batch(true, fresh);
        bed.champion = Optional.of(new TrainingRequest.Champion("v1", "runs/m/r1/model.zip"));

        Evaluation evaluation = bed.train("r2");

        assertThat(evaluation.task()).isEqualTo(LoopConfig.Task.CLASSIFICATION);
        assertThat(evaluation.holdoutRows()).isEqualTo(600);
        assertThat(evaluation.trainRows()).isEqualTo(2_400);
        assertThat(evaluation.challenger().get("auc")).isGreaterThan(0.9);
        assertThat(evaluation.champion().orElseThrow().get("auc")).isGreaterThan(0.9);
        assertThat(evaluation.championVersion()).contains("v1");
        assertThat(evaluation.importance().values().stream().mapToDouble(d -> d).sum())
                .isEqualTo(1, within(1e-9));
        String[] last = fresh.lines().reduce((a, b) -> b).orElseThrow().split(",");
        Map<String, String> row = Map.of("dep", last[0], "carrier", last[1], "wind", last[2], "tail", last[3]);
        assertThat(bed.paired("r2"))
                .hasSize(601)
                .startsWith("label,champion,challenger,carrier")
                .endsWith(last[4] + "," + bed.scorer("r1").score(row) + ","
                        + bed.scorer("r2").score(row) + "," + last[1]);
    }

    @Test
    void shouldTakeANumberThatNoFloatHoldsForMissing() {
        String rows = Flights.rows(0, 400);
        String first = rows.lines().skip(1).findFirst().orElseThrow();
        String[] cells = first.split(",");
        cells[2] = "1e39";
        TrainingBed bed = Flights.bed(home).batch(true, rows.replace(first, String.join(",", cells)));

        Evaluation evaluation = bed.train("r");

        assertThat(evaluation.cleaning()).containsEntry("cells emptied: wind of the wrong type", 1L);
        assertThatThrownBy(() -> bed.scorer("r").score(Map.of("wind", "-1e300")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wind");
    }

    @Test
    void shouldLearnNumbers() {
        TrainingBed bed = Flights.bed(home).batch(true, Flights.rows(0, 2_000));
        bed.columns.removeIf(c -> c.name().equals("delay") || c.name().equals("late"));
        bed.column("delay", Schema.Type.NUMBER).label = "delay";

        Evaluation evaluation = bed.train("r");

        assertThat(evaluation.task()).isEqualTo(LoopConfig.Task.REGRESSION);
        assertThat(evaluation.metric()).isEqualTo("rmse");
        assertThat(evaluation.challenger().get("r2")).isGreaterThan(0.9);
        assertThat(bed.scorer("r").describe())
                .startsWith("value of delay (standard deviation 1")
                .contains("by 30 trees over");
    }

    @Test
    void shouldCountWhatCleaningDid() {
        String good = Flights.rows(0, 400);
        String dirty = good + good.lines().skip(1).findFirst().orElseThrow() + "\n"
                + "2013-02-01,AA,5,X1,,\n2013-02-01,AA,-5,X2,1,\n2013-02-01,AA,99,X3,1,\n2013-02-01,ZZ,5,X4,1,\n"
                + "2013-02-01,AA,calm,X5,1,\nsometime,NA,,X6,0,\n";
        TrainingBed bed = Flights.bed(home).batch(true, dirty);
        ColumnRule wind = new ColumnRule(Optional.of(0.0), Optional.of(60.0), Optional.empty(), List.of());
        ColumnRule carrier =
                new ColumnRule(Optional.empty(), Optional.empty(), Optional.empty(), List.of("AA", "BB", "CC", "DD"));
        bed.rules = Map.of("wind", wind, "carrier", carrier);

        assertThat(bed.train("r").cleaning())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "rows read", 407L,
                        "rows kept", 402L,
                        "rows dropped: exact duplicate", 1L,
                        "rows dropped: no late", 1L,
                        "rows dropped: wind below 0", 1L,
                        "rows dropped: wind above 60", 1L,
                        "rows dropped: carrier not one of the allowed values", 1L,
                        "cells emptied: wind of the wrong type", 1L,
                        "cells emptied: dep of the wrong type", 1L,
                        "cells missing", 2L));
    }

    @Test
    void shouldUseNoMoreThanTheNewestRows() {
        TrainingBed bed = Flights.bed(home)
                .batch(true, Flights.rows(0, 3_000))
                .batch(true, Flights.rows(1, 3_000))
                .batch(true, Flights.rows(2, 3_000));
        bed.maxRows = 3_500;

        Evaluation evaluation = bed.train("r");

        assertThat(evaluation.trainRows() + evaluation.holdoutRows()).isEqualTo(3_500);
        assertThat(evaluation.cleaning())
                .containsEntry("rows dropped: older than the newest 3500", 2_500L)
                .containsEntry("batches not read: older than the newest 3500 rows", 1L);
        assertThat(evaluation.holdoutTo()).startsWith("2013-03-");
    }

    @Test
    void shouldBeHonestlyWorseWhenTheDemoSpoilsItsLabels() {
        TrainingBed bed = Flights.bed(home).batch(true, Flights.rows(0, 1_500));
        double honest = bed.train("r1").challenger().get("auc");
        bed.params.put("demoTrainFault", "noise:0.45");
        bed.params.put("demoFault", "slow:40");

        assertThat(bed.train("r2").challenger().get("auc")).isLessThan(honest - 0.05);
        assertThat(bed.scorer("r2").fault()).contains(new Fault(Fault.Kind.SLOW, 40));
        assertThat(bed.scorer("r1").fault()).isEmpty();
    }

    @Test
    void shouldKeepTheChampionsPositiveClassAndRefuseAThirdOne() {
        TrainingBed bed = new TrainingBed(home).column("x", Schema.Type.NUMBER).column("late", Schema.Type.CATEGORY);
        bed.batch(true, texts("rare", "usual", 4));
        bed.train("r1");
        bed.age();
        bed.champion = Optional.of(new TrainingRequest.Champion("v1", "runs/m/r1/model.zip"));
        bed.batch(
                true,
                texts("usual", "rare", 5)
                        .replace("\n", "0\n")
                        .replace("late0", "late")
                        .replace("usual0", "usual")
                        .replace("rare0", "rare"));
        bed.train("r2");
        bed.batch(true, texts("third", "rare", 4));

        assertThat(bed.scorer("r1").label().positive()).isEqualTo("rare");
        assertThat(bed.scorer("r2").label().positive()).isEqualTo("rare");
        assertThatThrownBy(() -> bed.train("r3"))
                .hasMessageContaining("label 'late' has 3 values (rare, third, usual)")
                .hasMessageContaining("the champion knows usual and rare");
    }

    /** A third of the rows carry the first text. */
    private static String texts(String third, String others, int scale) {
        StringBuilder csv = new StringBuilder("x,late\n");
        for (int i = 0; i < 300; i++) {
            csv.append(i * scale % 97 + i / 1000.0)
                    .append(',')
                    .append(i % 3 == 0 ? third : others)
                    .append('\n');
        }
        return csv.toString();
    }

    @Test
    void shouldSayWhatToDoWhenARunCannotSucceed() {
        assertRefused(bed -> bed.label = "nope", "label 'nope' is not in the schema");
        assertRefused(bed -> bed.label = "dep", "label 'dep' is a column of type TIME");
        assertRefused(
                bed -> {
                    bed.label = "tail";
                    bed.task = LoopConfig.Task.CLASSIFICATION;
                },
                "label 'tail' has 300 values (T0, T1, T10, T100, T101, ...)");
        assertRefused(bed -> bed.label = "carrier", "holds 4 different texts such as '");
        assertRefused(bed -> bed.metric = "rmse", "evaluate.metric 'rmse' does not fit a label of two values");
        assertRefused(bed -> bed.params.put("etaa", "1"), "training.params.etaa is not known");
        assertRefused(
                bed -> bed.params.put("eta", "2"), "training.params.eta is '2'; expected a number from 0.001 to 1");
        assertRefused(bed -> bed.params.put("demoFault", "errors:3"), "expected errors:<share from 0 to 1>");
        assertRefused(
                bed -> bed.rules =
                        Map.of("wind", new ColumnRule(Optional.of(1e6), Optional.empty(), Optional.empty(), List.of())),
                "after cleaning 0 rows are left");
        assertRefused(bed -> bed.batch(true, "a,b\n1,2\n"), "has no column 'late', the label; its columns are a, b");
        assertRefused(bed -> bed.store.put("data/m/b0.csv", new byte[] {1}), "was overwritten after it was ingested");
        assertRefused(bed -> bed.store.delete("data/m/b0.csv"), "is gone from the store");
    }

    private void assertRefused(Consumer<TrainingBed> flaw, String sentence) {
        TrainingBed bed = Flights.bed(home.resolve(Integer.toHexString(sentence.hashCode())));
        bed.batch(true, Flights.rows(0, 300));
        flaw.accept(bed);
        assertThatThrownBy(() -> bed.train("r"))
                .isInstanceOfSatisfying(
                        LoopException.class, e -> assertThat(e.kind()).isEqualTo(LoopException.Kind.POISON))
                .hasMessageContaining(sentence);
        assertThat(bed.store.stat("runs/m/r/evaluation.json")).isEmpty();
    }

    @Test
    void shouldReturnAtOnceWhenTheEvaluationExists() {
        TrainingBed bed = Flights.bed(home).batch(true, Flights.rows(0, 300));
        bed.train("r");
        byte[] before = bed.bytes("r", "evaluation.json");
        bed.store.delete("data/m/b0.csv");

        bed.train("r");

        assertThat(bed.bytes("r", "evaluation.json")).isEqualTo(before);
    }
}
