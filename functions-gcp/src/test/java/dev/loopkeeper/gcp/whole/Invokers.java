package dev.loopkeeper.gcp.whole;

import dev.loopkeeper.gcp.emulators.EventarcEvent;
import dev.loopkeeper.gcp.function.RunningFunction;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.testkit.whole.Functions;
import dev.loopkeeper.testkit.whole.Letter;
import dev.loopkeeper.testkit.whole.StoryTime;
import java.io.File;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Google's invokers, one a function, started at its first event and again after it was killed. */
final class Invokers implements Functions, AutoCloseable {
    private final Map<StepName, RunningFunction> running = new EnumMap<>(StepName.class);
    private final Map<String, String> env;
    private final StoryTime time;
    private final Mail mail;
    private final Runnable meanwhile;
    private int killed;

    Invokers(Map<String, String> env, StoryTime time, Mail mail, Runnable meanwhile) {
        this.env = env;
        this.time = time;
        this.mail = mail;
        this.meanwhile = meanwhile;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    private synchronized RunningFunction of(StepName step) {
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

    @Override
    public List<Letter> collect() {
        return mail.collect();
    }

    @Override
    public void ready(StepName step) {
        of(step);
    }

    @Override
    public boolean deliver(Letter letter) {
        return mail.deliver(letter, event -> accepted(letter.to(), event));
    }

    private boolean accepted(StepName step, EventarcEvent event) {
        try {
            int status = of(step).send(event);
            return status >= 200 && status < 300;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public void meanwhile() {
        meanwhile.run();
    }

    @Override
    public synchronized void kill(StepName step) {
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
