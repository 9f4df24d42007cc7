package dev.loopkeeper.gcp.whole;

import dev.loopkeeper.gcp.function.RunningFunction;
import dev.loopkeeper.loop.StepName;
import java.io.File;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Google's invokers, one a function, started at its first event and again after it was killed. */
final class Invokers implements AutoCloseable {
    private final Map<StepName, RunningFunction> running = new EnumMap<>(StepName.class);
    private final Map<String, String> env;
    private final StoryTime time;
    private int killed;

    Invokers(Map<String, String> env, StoryTime time) {
        this.env = env;
        this.time = time;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    synchronized RunningFunction of(StepName step) {
        return running.computeIfAbsent(
                step,
                s -> RunningFunction.start(
                        target(s),
                        env,
                        time.classPath() + File.pathSeparator + System.getProperty("loopkeeper.gcp.jar"),
                        "-Xmx128m " + time.option()));
    }

    private static String target(StepName step) {
        String name = Stream.of(step.text().split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        return "dev.loopkeeper.gcp.function." + name + "Function";
    }

    /** Ends the process at once, whatever it does. */
    synchronized void kill(StepName step) {
        RunningFunction victim = running.remove(step);
        if (victim != null) {
            victim.close();
            killed++;
        }
    }

    int killed() {
        return killed;
    }

    @Override
    public synchronized void close() {
        running.values().forEach(RunningFunction::close);
    }
}
