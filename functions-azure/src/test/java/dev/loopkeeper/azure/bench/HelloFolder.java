package dev.loopkeeper.azure.bench;

import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Stages {@link HelloFunction} alone, as the build plugin would. */
final class HelloFolder {
    private HelloFolder() {}

    static Path in(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.createDirectories(folder.resolve("hello"));
        Files.writeString(folder.resolve("host.json"), "{\"version\":\"2.0\"}");
        Files.writeString(
                folder.resolve("hello").resolve("function.json"), """
                {"scriptFile": "../hello.jar", "entryPoint": "%s.run", "bindings": [
                  {"type": "httpTrigger", "name": "request", "direction": "in", "methods": ["POST"], "authLevel": "function"},
                  {"type": "http", "name": "$return", "direction": "out"}]}
                """.formatted(HelloFunction.class.getName()));
        Files.copy(library(), folder.resolve("lib").resolve("azure-functions-java-library.jar"));
        String name = HelloFunction.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("hello.jar")));
                InputStream in = HelloFolder.class.getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new JarEntry(name));
            in.transferTo(jar);
        }
        return folder;
    }

    private static Path library() {
        try {
            return Path.of(HttpTrigger.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
