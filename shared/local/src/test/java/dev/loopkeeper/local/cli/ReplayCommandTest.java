package dev.loopkeeper.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReplayCommandTest {
    @TempDir
    private Path folder;

    private Path history() throws IOException {
        Random random = new Random(4);
        StringBuilder csv = new StringBuilder("seen,x,amount\n");
        for (int week = 0; week < 60; week++) {
            for (int r = 0; r < 40; r++) {
                double x = random.nextDouble();
                csv.append("2025-01-")
                        .append(10 + r % 20)
                        .append(',')
                        .append(x)
                        .append(',')
                        .append(week * x + random.nextDouble())
                        .append('\n');
            }
        }
        return Files.writeString(folder.resolve("sales.csv"), csv);
    }

    @Test
    void shouldSayInMoneyWhatThePolicyWouldHaveCost() throws IOException {
        StringWriter out = new StringWriter();
        Path page = folder.resolve("replay.html");
        int code = new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(out))
                .execute(
                        "--data",
                        history().toString(),
                        "--label",
                        "amount",
                        "--time",
                        "seen",
                        "--html",
                        page.toString());

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("the loop", "never", "weekly", "monthly", "best in hindsight", "A retrain costs 0.10 USD");
        assertThat(Files.readString(page))
                .contains("What retraining would have cost")
                .contains("over-time");
    }

    @Test
    void shouldNameTheMissingFileAndTheUnknownColumn() throws IOException {
        assertThat(complaint("--data", folder.resolve("none.csv").toString(), "--label", "y"))
                .contains("none.csv", "no such file");
        assertThat(complaint("--data", history().toString(), "--label", "nope"))
                .contains("sales.csv", "'nope'", "seen, x, amount");
        assertThat(complaint("--data", history().toString())).contains("--label", "--loop");
    }

    private static String complaint(String... args) {
        StringBuilder said = new StringBuilder();
        int code = new CommandLine(new ReplayCommand())
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    said.append(e.getMessage());
                    return LoopkeeperCommand.INVALID;
                })
                .execute(args);
        assertThat(code).isEqualTo(LoopkeeperCommand.INVALID);
        return said.toString();
    }
}
