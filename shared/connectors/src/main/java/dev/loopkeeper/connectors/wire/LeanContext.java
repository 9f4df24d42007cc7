package dev.loopkeeper.connectors.wire;

import dev.loopkeeper.edge.LoopException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfiguration;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.inject.BeanConfiguration;
import io.micronaut.inject.BeanDefinitionReference;
import io.micronaut.inject.provider.BeanProviderDefinition;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.LogManager;

/**
 * Micronaut's container with nothing but the beans of a host's factories, each made when it is first asked for.
 *
 * <p>What a web application wants and a function does not is left out, because it is most of Micronaut's start: the
 * environment with its property files and the guess of where it runs, the search of the class path for bean
 * definitions, events, and beans made ahead. Settings come from {@link dev.loopkeeper.host.Settings}, so nothing may
 * ask for a property.
 */
@SuppressWarnings("overrides") // Micronaut overrides varargs methods with arrays
public final class LeanContext extends DefaultApplicationContext {
    private final List<String> definitions;

    private record Configuration(ClassLoader loader) implements ApplicationContextConfiguration {
        @Override
        public List<String> getEnvironments() {
            return List.of();
        }

        @Override
        public ClassLoader getClassLoader() {
            return loader;
        }
    }

    private LeanContext(ClassLoader loader, List<String> definitions) {
        super(new Configuration(loader));
        this.definitions = definitions;
    }

    /**
     * A new running container.
     *
     * @param loader of the classes that follow
     * @param definitions what Micronaut's annotation processor made of the beans, by class name
     */
    public static ApplicationContext started(ClassLoader loader, List<String> definitions) {
        return new LeanContext(loader, definitions).start();
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
        List<BeanDefinitionReference> references = new ArrayList<>();
        references.add(new BeanProviderDefinition());
        for (String name : definitions) {
            references.add(reference(name));
        }
        return references;
    }

    private BeanDefinitionReference<?> reference(String name) {
        try {
            return (BeanDefinitionReference<?>) Class.forName(name, true, getClassLoader())
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("bean definition " + name + " is not in the jar", e);
        }
    }

    @Override
    protected Iterable<BeanConfiguration> resolveBeanConfigurations() {
        return List.of();
    }

    @Override
    protected void startEnvironment() {
        // There is none.
    }

    /** None: bean definitions take it as leave to skip placeholders, of which they have none. */
    @Override
    public Environment getEnvironment() {
        return null;
    }

    @Override
    protected void initializeEventListeners() {
        // No bean listens.
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected void initializeContext(List eager, List processed, List parallel) {
        // No bean is made ahead.
    }

    /** What a bean lacks, such as a setting, is told as it is and not as a fault of the container. */
    @Override
    public <T> T getBean(Class<T> type) {
        try {
            return super.getBean(type);
        } catch (BeanInstantiationException e) {
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof LoopException known) {
                    LogManager.getLogger(LeanContext.class)
                            .error("{} cannot be made: {}", type.getSimpleName(), known.getMessage());
                    throw known;
                }
            }
            throw e;
        }
    }

    @Override
    public void publishEvent(Object event) {
        // No bean listens.
    }
}
