package dev.loopkeeper.azure.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.azure.infra.AppEnvironment;
import dev.loopkeeper.azure.infra.StandIns;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.host.Settings;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every app of {@code infra/azure} is told what its functions need: nothing is missing and nothing is malformed. */
class AppWiringTest {
    private static final AppEnvironment MODULE = AppEnvironment.read();

    /** What an app's steps ask for; the others need none of it. */
    private static final Map<String, List<String>> PORTS = Map.of(
            "data", List.of("prices"),
            "training", List.of("training", "registry"),
            "traffic", List.of("endpoint", "metrics"),
            "notify", List.of("notifier"),
            "control", List.of("registry"));

    static Stream<String> apps() {
        return MODULE.apps().stream();
    }

    @Test
    void shouldReadTheSettingsAsTheModulePutsThemTogether() {
        assertThat(MODULE.isPutTogetherSo()).isTrue();
        assertThat(apps()).hasSize(5).containsExactlyInAnyOrderElementsOf(PORTS.keySet());
    }

    @ParameterizedTest
    @MethodSource("apps")
    void shouldMakeEveryFunctionOfTheAppAndWhatItsStepsAskFor(String app) throws ClassNotFoundException {
        Map<String, String> environment = new TreeMap<>(MODULE.of(app, StandIns.ofAzure()));
        environment.putAll(StandIns.ofThePlatform());
        try (ApplicationContext context = FunctionBeans.started()) {
            context.registerSingleton(Settings.class, new Settings(environment), null, false);
            for (String function : MODULE.functions(app).keySet()) {
                assertThat(context.getBean(type(function))).as(function).isNotNull();
            }
            Services services = context.getBean(Services.class);
            Map<String, Supplier<?>> ports = Map.of(
                    "training", services.training(),
                    "registry", services.registry(),
                    "endpoint", services.endpoint(),
                    "metrics", services.metrics(),
                    "prices", services.prices(),
                    "notifier", services.notifier());
            for (String port : PORTS.get(app)) {
                assertThat(ports.get(port).get()).as(port).isNotNull();
            }
        }
    }

    private static Class<?> type(String function) throws ClassNotFoundException {
        String name = Stream.of(function.split("_"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        return Class.forName("dev.loopkeeper.azure.function." + name + "Function");
    }
}
