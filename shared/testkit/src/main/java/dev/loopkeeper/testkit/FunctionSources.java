package dev.loopkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The source files of a cloud's functions: each is a trigger and one call, which 40 lines hold. */
public final class FunctionSources {
    private static final int MOST_LINES = 40;
    private static final String END = "Function.java";

    private FunctionSources() {}

    /** The names of all functions of a folder, as steps spell theirs. */
    public static List<String> namesOfShortOnes(Path folder) throws IOException {
        List<Path> functions;
        try (Stream<Path> files = Files.list(folder)) {
            functions = files.filter(f -> f.toString().endsWith(END)).toList();
        }
        for (Path function : functions) {
            assertThat(Files.readAllLines(function)).as(function.toString()).hasSizeLessThanOrEqualTo(MOST_LINES);
        }
        return functions.stream().map(f -> spelled(f.getFileName().toString())).toList();
    }

    private static String spelled(String file) {
        return file.replace(END, "").replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The simple name of the class of a function, such as {@code RollBackFunction}. */
    public static String type(String name) {
        return Arrays.stream(name.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining("", "", "Function"));
    }
}
