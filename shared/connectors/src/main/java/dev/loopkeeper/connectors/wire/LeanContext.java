package dev.loopkeeper.connectors.wire;

import dev.loopkeeper.edge.LoopException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfiguration;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.BeanResolutionContext;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanConfiguration;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.BeanDefinitionReference;
import io.micronaut.inject.InstantiatableBeanDefinition;
import io.micronaut.inject.provider.BeanProviderDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;

/**
 * Micronaut's container with nothing but the beans of a host's factories, each found and made when it is first asked
 * for.
 *
 * <p>What a web application wants and a function does not is left out, because it is most of Micronaut's start: the
 * environment with its property files and the guess of where it runs, the search of the class path for bean
 * definitions, events, and beans made ahead. Settings come from {@link dev.loopkeeper.host.Settings}, so nothing may
 * ask for a property. A bean is asked for by the very type that its factory method declares, and has no qualifier: so
 * the definitions of other beans, and the types these stand on, are not even loaded.
 */
@SuppressWarnings("overrides") // Micronaut overrides varargs methods with arrays
public final class LeanContext extends DefaultApplicationContext {
    private final String wiring;
    private final Map<String, String> made;

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

    private LeanContext(Class<?> wiring, Map<String, String> made) {
        super(new Configuration(wiring.getClassLoader()));
        this.wiring = wiring.getPackageName();
        this.made = made;
    }

    /**
     * A new running container.
     *
     * @param wiring a class beside the factories
     * @param made what Micronaut's annotation processor calls each factory method, such as {@code $Wiring$Clock1}, by
     *     the name of the type that the method declares
     */
    public static ApplicationContext started(Class<?> wiring, Map<String, String> made) {
        return new LeanContext(wiring, made).start();
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
        return List.of();
    }

    @Override
    protected <T> Collection<BeanDefinition<T>> findBeanCandidates(
            BeanResolutionContext path, Argument<T> type, boolean iterables, Predicate<BeanDefinition<T>> wanted) {
        String name = type.getType() == BeanProvider.class
                ? BeanProviderDefinition.class.getName()
                : definition(type.getType());
        try {
            return List.of(new LeanBean<>(made(name)));
        } catch (ClassNotFoundException e) {
            return List.of();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("bean definition " + name + " cannot be made", e);
        }
    }

    private String definition(Class<?> type) {
        String method = made.get(type.getName());
        return method == null
                ? type.getPackageName() + ".$" + type.getSimpleName() + "$Definition"
                : wiring + "." + method + "$Definition";
    }

    @SuppressWarnings("unchecked")
    private <T> InstantiatableBeanDefinition<T> made(String name) throws ReflectiveOperationException {
        return (InstantiatableBeanDefinition<T>) Class.forName(name, true, getClassLoader())
                .getDeclaredConstructor()
                .newInstance();
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
