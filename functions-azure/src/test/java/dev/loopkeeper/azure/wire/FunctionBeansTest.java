package dev.loopkeeper.azure.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dev.loopkeeper.azure.function.RollBackFunction;
import dev.loopkeeper.host.Settings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.BeanDefinition;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class FunctionBeansTest {
    private static final String MADE = "META-INF/micronaut/io.micronaut.inject.BeanDefinitionReference";

    @Test
    void shouldKnowEveryBeanThatAFactoryMakes() throws Exception {
        Map<String, String> factoryMethods = new TreeMap<>();
        for (BeanDefinition<?> bean : made()) {
            String name = bean.getClass().getSimpleName().replaceFirst("\\$Definition$", "");
            if (!name.equals("$" + bean.getBeanType().getSimpleName())) {
                factoryMethods.put(bean.getBeanType().getName(), name);
            }
        }
        assertThat(BeanNames.ALL).containsExactlyInAnyOrderEntriesOf(factoryMethods);
    }

    /** The container takes it for granted. */
    @Test
    void shouldHaveOneUnqualifiedSingletonOfEveryType() throws Exception {
        assertThat(made()).allSatisfy(bean -> {
            assertThat(bean.isSingleton()).isTrue();
            assertThat(bean.getDeclaredQualifier()).isNull();
        });
        assertThat(made()).extracting(BeanDefinition::getBeanType).doesNotHaveDuplicates();
    }

    @Test
    void shouldBeTheOneInjectorThatTheWorkerFinds() {
        assertThat(ServiceLoader.load(FunctionInstanceInjector.class))
                .singleElement()
                .isInstanceOf(FunctionBeans.class);
    }

    @Test
    void shouldMakeOneOfABeanAndKeepIt() {
        try (ApplicationContext context = FunctionBeans.started()) {
            Settings settings = context.getBean(Settings.class);
            assertThat(context.getBean(Settings.class)).isSameAs(settings);
        }
    }

    @Test
    void shouldSayAtLoadWhatIsMissing() {
        assertThatThrownBy(() -> new FunctionBeans().getInstance(RollBackFunction.class))
                .hasStackTraceContaining("LOOPKEEPER_TENANT is not set")
                .hasStackTraceContaining("LOOPKEEPER_AUDIENCE is not set");
    }

    private static List<BeanDefinition<?>> made() throws IOException, ReflectiveOperationException {
        URI classes = URI.create(FunctionBeans.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString());
        List<BeanDefinition<?>> made = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of(classes).resolve(MADE))) {
            for (Path file : files) {
                made.add((BeanDefinition<?>) Class.forName(file.getFileName().toString())
                        .getDeclaredConstructor()
                        .newInstance());
            }
        }
        return made;
    }
}
