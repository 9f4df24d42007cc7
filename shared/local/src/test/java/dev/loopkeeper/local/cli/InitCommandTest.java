package dev.loopkeeper.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the first command says about files as people have them. */
final class InitCommandTest {
    private static final int ROWS = 200;

    @TempDir
    private Path folder;

    @Test
    void shouldShowALabelThatIsWrittenTheEuropeanWay() throws IOException {
        assertThat(init("day;price\n", i -> "2026-01-01;" + i + ",50\n", "price"))
                .contains(
                        "is text with 200 different values, such as '0,50'; a label is a number with a decimal point");
    }

    @Test
    void shouldListTheValuesOfALabelThatHasTooMany() throws IOException {
        assertThat(init("x,paid\n", i -> i % 7 + "," + (i % 2 == 0 ? "no" : i % 3 == 0 ? "Yes" : "yes") + "\n", "paid"))
                .contains("3 different values (", "Yes", "yes", "no");
    }

    @Test
    void shouldWarnOfNumbersThatAreReadAsText() throws IOException {
        assertThat(init("share;amount;code;y\n", i -> i + "%;1." + i + ",00 EUR;a" + i % 9 + ";" + i % 5 + "\n", "y"))
                .contains("read as text although they look like numbers: share (0%), amount (1.0,00 EUR); write");
    }

    @Test
    void shouldRefuseAFileWithNothingToLearnFrom() throws IOException {
        assertThat(init("name,same,y\n", i -> "n" + i + ",7," + i % 5 + "\n", "y"))
                .contains("has nothing to learn 'y' from");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    private String init(String header, IntFunction<String> row, String label) throws IOException {
        Path file = folder.resolve("file.csv");
        Files.writeString(file, header + IntStream.range(0, ROWS).mapToObj(row).collect(Collectors.joining()));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        new CommandLine(new InitCommand())
                .setOut(out)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    out.println(e.getMessage());
                    return LoopkeeperCommand.INVALID;
                })
                .execute("mm", "--data", file.toString(), "--label", label, "--home", folder + "/home");
        return said.toString();
    }
}
