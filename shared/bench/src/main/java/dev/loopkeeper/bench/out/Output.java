package dev.loopkeeper.bench.out;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.edge.LoopException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options {@code --json} and {@code --html} every benchmark has, and where its results go. A mixin of picocli. */
public final class Output {
    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write one self-contained page with plots.")
    private Path html;

    /**
     * Prints the sheet and writes the files that were asked for.
     *
     * @param figures what Jackson writes to {@code --json}
     */
    public void write(PrintWriter out, Sheet sheet, Object figures) {
        out.print(sheet.text());
        out.flush();
        Optional.ofNullable(json).ifPresent(file -> save(file, Json.write(figures)));
        Optional.ofNullable(html).ifPresent(file -> save(file, sheet.html().getBytes(StandardCharsets.UTF_8)));
    }

    private static void save(Path file, byte[] body) {
        try {
            Files.write(file, body);
        } catch (IOException e) {
            throw LoopException.poison(
                    "cannot write " + file + ": " + e.getMessage() + "; name a file in a folder that exists", e);
        }
    }
}
