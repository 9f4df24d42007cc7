package dev.loopkeeper.gcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.AlertDesk;
import dev.loopkeeper.host.Settings;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class FunctionBeansTest {
    private static final String MADE = "META-INF/micronaut/io.micronaut.inject.BeanDefinitionReference";

    @Test
    void shouldKnowEveryBeanThatTheProcessorMade() throws Exception {
        assertThat(BeanNames.ALL).containsExactlyInAnyOrderElementsOf(made());
    }

    @Test
    void shouldMakeOneOfABeanAndKeepIt() {
        try (ApplicationContext context = FunctionBeans.started()) {
            Settings settings = context.getBean(Settings.class);
            assertThat(context.getBean(Settings.class)).isSameAs(settings);
        }
    }

    @Test
    void shouldSayWhatIsMissingWhenABeanIsAskedFor() {
        try (ApplicationContext context = FunctionBeans.started()) {
            Assertions.assertThatThrownBy(() -> context.getBean(AlertDesk.class))
                    .isInstanceOf(LoopException.class)
                    .hasMessageContaining("LOOPKEEPER_AUDIENCE is not set")
                    .hasMessageContaining("LOOPKEEPER_CALLERS is not set");
        }
    }

    private static List<String> made() throws IOException {
        String prefix = FunctionBeans.class.getPackageName() + ".";
        URI classes = URI.create(FunctionBeans.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString());
        try (Stream<Path> files = Files.list(Path.of(classes).resolve(MADE))) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(prefix.length()))
                    .toList();
        }
    }
}
