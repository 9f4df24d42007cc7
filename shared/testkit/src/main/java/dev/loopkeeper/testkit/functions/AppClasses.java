package dev.loopkeeper.testkit.functions;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The classes of an app and the one that makes its functions: the app's jar and {@code lib/} below the worker's types.
 * An injector, of which there may be one, is made at once and asked for an instance at every invocation.
 */
final class AppClasses implements AutoCloseable {
    private final URLClassLoader loader;
    private final FunctionInstanceInjector injector;

    AppClasses(Path jar, Optional<Path> before) {
        loader = new URLClassLoader("app", urls(jar, before), new WorkerTypes(AppClasses.class.getClassLoader()));
        injector = within(this::onlyInjector);
    }

    private static URL[] urls(Path jar, Optional<Path> before) {
        List<URL> urls = new ArrayList<>();
        before.map(AppClasses::url).ifPresent(urls::add);
        urls.add(url(jar));
        Path lib = jar.resolveSibling("lib");
        if (Files.isDirectory(lib)) {
            try (Stream<Path> files = Files.list(lib)) {
                files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .map(AppClasses::url)
                        .forEach(urls::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FunctionInstanceInjector onlyInjector() {
        Iterator<FunctionInstanceInjector> found =
                ServiceLoader.load(FunctionInstanceInjector.class, loader).iterator();
        if (!found.hasNext()) {
            return new Constructing();
        }
        FunctionInstanceInjector one = found.next();
        if (found.hasNext()) {
            throw new IllegalStateException("the app has more than one FunctionInstanceInjector: the worker takes one");
        }
        return one;
    }

    Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, false, loader);
    }

    Object instance(Class<?> type) throws Exception {
        return injector.getInstance(type);
    }

    /** Runs something of the app, which finds its own classes in the thread's class loader. */
    <T> T within(Work<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something to do within the app. */
    interface Work<T> {
        T run();
    }

    /** Without an injector, the worker makes a new instance for every invocation. */
    private static final class Constructing implements FunctionInstanceInjector {
        @Override
        public <T> T getInstance(Class<T> type) throws Exception {
            return type.getDeclaredConstructor().newInstance();
        }
    }
}
