package dev.loopkeeper.testkit.functions;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dev.loopkeeper.testkit.functions.sample.SampleFunctions;
import dev.loopkeeper.testkit.functions.sample.SampleInjector;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Stages the sample functions as the build plugin of Azure Functions does. */
record StagedApp(Path root) {
    private static final String FUNCTIONS = SampleFunctions.class.getName();

    static StagedApp in(Path root, boolean injected) throws IOException, URISyntaxException {
        StagedApp app = new StagedApp(root);
        app.host("{\"version\":\"2.0\",\"extensions\":{\"queues\":{\"maxDequeueCount\":2}}}");
        Files.createDirectories(root.resolve("lib"));
        Path library = Path.of(FunctionName.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.copy(library, root.resolve("lib").resolve("library.jar"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(root.resolve("app.jar")))) {
            add(jar, SampleFunctions.class);
            add(jar, SampleInjector.class);
            if (injected) {
                jar.putNextEntry(new JarEntry("META-INF/services/" + FunctionInstanceInjector.class.getName()));
                jar.write(SampleInjector.class.getName().getBytes(StandardCharsets.UTF_8));
            }
        }
        return app.function(
                        "echo",
                        "echo",
                        "'type':'httpTrigger','name':'request','methods':['get','post'],'authLevel':'function',"
                                + "'route':'models/{name}:{verb}'",
                        "")
                .function(
                        "seen",
                        "seen",
                        "'type':'httpTrigger','name':'request','methods':['get'],'authLevel':'anonymous'",
                        "")
                .function("on-event", "event", "'type':'eventGridTrigger','name':'event'", "");
    }

    StagedApp withQueue() throws IOException {
        return function(
                "on-step",
                "step",
                "'type':'queueTrigger','name':'message','queueName':'%STEPS%','connection':'Queues'",
                "");
    }

    StagedApp withTimer(int retries) throws IOException {
        return function(
                "on-time",
                "time",
                "'type':'timerTrigger','name':'timer','schedule':'0 * * * * *'",
                ",'retry':{'strategy':'fixedDelay','maxRetryCount':" + retries + ",'delayInterval':'00:00:00'}");
    }

    StagedApp function(String name, String method, String trigger, String more) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        String json = "{'scriptFile':'../app.jar','entryPoint':'" + FUNCTIONS + "." + method
                + "','bindings':[{'direction':'in'," + trigger + "},{'type':'http','direction':'out','name':'$return'}]"
                + more + "}";
        Files.writeString(folder.resolve("function.json"), json.replace('\'', '"'));
        return this;
    }

    void host(String json) throws IOException {
        Files.writeString(root.resolve("host.json"), json);
    }

    private static void add(JarOutputStream jar, Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(name));
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
            in.transferTo(jar);
        }
    }
}
