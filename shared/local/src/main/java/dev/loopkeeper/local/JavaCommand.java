package dev.loopkeeper.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a further JVM with the class path and Java of this one. */
public final class JavaCommand {
    private JavaCommand() {}

    /**
     * Builds the command.
     *
     * @param options of the JVM
     * @param arguments of the main class
     */
    public static List<String> of(Class<?> main, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }
}
