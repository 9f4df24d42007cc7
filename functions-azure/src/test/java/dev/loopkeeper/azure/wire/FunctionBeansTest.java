package dev.loopkeeper.azure.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.spi.inject.FunctionInstanceInjector;
import dev.loopkeeper.azure.function.RollBackFunction;
import dev.loopkeeper.host.Settings;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FunctionBeansTest {
    private static final String MADE = "META-INF/micronaut/io.micronaut.inject.BeanDefinitionReference";

    @Test
    void shouldKnowEveryBeanThatTheProcessorMade() throws IOException {
        assertThat(BeanNames.ALL).containsExactlyInAnyOrderElementsOf(made());
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

    private static List<String> made() throws IOException {
        URI classes = URI.create(FunctionBeans.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString());
        try (Stream<Path> files = Files.list(Path.of(classes).resolve(MADE))) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring("dev.loopkeeper.azure.".length()))
                    .toList();
        }
    }
}
