package dev.loopkeeper.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real row of a model's first file as a request, {@code models/<model>/example.json}, and the command line that sends
 * it.
 */
public record Examples(Path home) {
    private static final int SHOWN = 3;
    private static final int LONGEST = 500;

    /** Where the example of a model is kept. */
    public Path file(String model) {
        return home.resolve("models").resolve(model).resolve("example.json");
    }

    /** Command lines for a terminal, of the first few models that have an example. */
    List<String> requests(String url) {
        Path models = home.resolve("models");
        if (!Files.isDirectory(models)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(models)) {
            List<String> lines = new ArrayList<>();
            for (Path folder : folders.sorted().limit(SHOWN).toList()) {
                String model = folder.getFileName().toString();
                if (Files.isRegularFile(file(model))) {
                    lines.add("curl -s " + url + "/endpoints/" + model + ":predict -d " + body(file(model)));
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the examples in " + models, e);
        }
    }

    private static String body(Path file) throws IOException {
        String text = Files.readString(file).strip();
        boolean plain = text.length() <= LONGEST && text.indexOf('\'') < 0 && text.indexOf('\n') < 0;
        return plain ? "'" + text + "'" : "@'" + file.toString().replace("'", "'\\''") + "'";
    }
}
