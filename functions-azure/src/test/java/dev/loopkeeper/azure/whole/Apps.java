package dev.loopkeeper.azure.whole;

import dev.loopkeeper.azure.infra.AzureModule;
import dev.loopkeeper.loop.StepName;
import dev.loopkeeper.testkit.functions.FunctionsHost;
import dev.loopkeeper.testkit.infra.TerraformModule;
import dev.loopkeeper.testkit.whole.Functions;
import dev.loopkeeper.testkit.whole.Letter;
import dev.loopkeeper.testkit.whole.StoryTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The function apps that {@code infra/azure} makes, each a host of the staging folder with the functions of its group
 * switched on; started at their first event and again after they were killed.
 */
final class Apps implements Functions, AutoCloseable {
    private final TerraformModule infra = AzureModule.read();
    private final Map<String, RunningApp> running = new HashMap<>();
    private final Map<String, String> env;
    private final StoryTime time;
    private final Mail mail;
    private final Runnable meanwhile;
    private int killed;
    private boolean closed;

    Apps(Map<String, String> env, StoryTime time, Mail mail, Runnable meanwhile) {
        this.env = env;
        this.time = time;
        this.mail = mail;
        this.meanwhile = meanwhile;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    private synchronized RunningApp of(StepName step) {
        if (closed) {
            // The story goes on while this JVM is told to end, and would leave processes behind.
            throw new IllegalStateException("the apps are closed, " + step.text() + " is not started again");
        }
        return running.computeIfAbsent(
                AzureModule.app(infra, step.text()), app -> RunningApp.start(settings(app), time.option()));
    }

    /** Those of one app: the common ones, and switches as {@code infra/azure} sets them. */
    private Map<String, String> settings(String app) {
        Map<String, String> settings = new HashMap<>(env);
        settings.put(FunctionsHost.CLASSES, time.classPath());
        infra.table("functions").keySet().forEach(function -> {
            boolean on = AzureModule.app(infra, function).equals(app);
            settings.put("AzureWebJobs." + function + ".Disabled", on ? "false" : "true");
        });
        return settings;
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
        return of(letter.to()).deliver(letter);
    }

    @Override
    public void meanwhile() {
        meanwhile.run();
    }

    @Override
    public synchronized void kill(StepName step) {
        RunningApp victim = running.remove(AzureModule.app(infra, step.text()));
        if (victim != null) {
            victim.kill();
            killed++;
        }
    }

    int killed() {
        return killed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        running.values().forEach(RunningApp::close);
        running.clear();
    }
}
