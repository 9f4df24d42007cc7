package dev.loopkeeper.bench.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.replay.AgeMatrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The published costs on the two public streams, from the folder LOOPKEEPER_STREAMS or one beside the checkout. */
@EnabledIf("present")
class ReferenceStreamsTest {
    private static final Path STREAMS =
            Path.of(System.getenv().getOrDefault("LOOPKEEPER_STREAMS", "../../../shared/data"));

    @TempDir
    private Path folder;

    static boolean present() {
        return Files.isDirectory(STREAMS);
    }

    @Test
    void shouldReproduceThePublishedCosts() throws IOException {
        Path json = folder.resolve("retrain.json");
        int code = new CommandLine(new RetrainCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .execute(
                        "--stream",
                        STREAMS.resolve("airlines-allyears2k.csv.gz").toString(),
                        "--stream",
                        STREAMS.resolve("bike-sharing-hour.csv.gz").toString(),
                        "--alpha",
                        "0.1",
                        "--json",
                        json.toString());

        assertThat(code).isZero();
        Object[][] published = {
            {"oracle", 21.84, 31.28},
            {"oracle-best-period", 23.03, 32.08},
            {"never", 27.86, 37.55},
            {"every-batch", 27.32, 37.69},
            {"periodic-8", 24.55, 32.19},
            {"adwin", 23.29, 32.88},
            {"cara-t", 26.45, 33.17},
            {"cara-ct", 27.86, 35.42},
            {"cara-p", 26.44, 32.49}
        };
        String found = Files.readString(json);
        for (Object[] row : published) {
            assertThat(cost(found, (String) row[0], 0))
                    .as(row[0] + " on airlines")
                    .isCloseTo((double) row[1], within(.05));
            assertThat(cost(found, (String) row[0], 1)).as(row[0] + " on bike").isCloseTo((double) row[2], within(.05));
        }
    }

    @Test
    void shouldReproduceThePublishedMatrices() throws IOException {
        for (String[] pair : new String[][] {{"airlines-allyears2k", "airlines"}, {"bike-sharing-hour", "bike"}}) {
            AgeMatrix made = CommandLine.populateCommand(
                            new StreamOptions(),
                            "--stream",
                            STREAMS.resolve(pair[0] + ".csv.gz").toString())
                    .history(0)
                    .matrix();
            String[] lines = unpacked(STREAMS.resolve("reference/pe_" + pair[1] + ".csv.gz"))
                    .split("\n");
            int cells = 0;
            int near = 0;
            for (int i = made.firstModel(); i < lines.length; i++) {
                String[] row = lines[i].split(",");
                for (int j = 0; j < row.length; j++) {
                    cells++;
                    near += Math.abs(Double.parseDouble(row[j]) - made.loss(i, j)) <= 1e-4 ? 1 : 0;
                }
            }

            assertThat((double) near / cells).as(pair[1]).isGreaterThanOrEqualTo(.999);
        }
    }

    private static String unpacked(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static double cost(String json, String name, int stream) {
        Figures figures = Json.read(json.getBytes(StandardCharsets.UTF_8), Figures.class, "retrain.json");
        return figures.policies().stream()
                .filter(s -> s.name().equals(name))
                .skip(stream)
                .findFirst()
                .orElseThrow()
                .cost();
    }

    /** What {@code --json} holds. */
    private record Figures(List<Scored> policies, double seconds) {}
}
