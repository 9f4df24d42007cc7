package dev.loopkeeper.testkit.functions;

/**
 * What an app sees of the worker: the JDK and the types that both speak, core library and service interfaces. The
 * annotations are the app's own, and nothing else of this JVM is there.
 */
final class WorkerTypes extends ClassLoader {
    private static final String SHARED = "com.microsoft.azure.functions.";
    private static final String ANNOTATIONS = SHARED + "annotation.";

    private final ClassLoader worker;

    WorkerTypes(ClassLoader worker) {
        super("worker", getPlatformClassLoader());
        this.worker = worker;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(SHARED) && !name.startsWith(ANNOTATIONS)) {
            return worker.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
