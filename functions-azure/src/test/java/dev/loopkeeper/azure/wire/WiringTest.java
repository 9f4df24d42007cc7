package dev.loopkeeper.azure.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.annotation.FunctionName;
import dev.loopkeeper.azure.function.RollBackFunction;
import dev.loopkeeper.azure.monitor.EndpointCountMetrics;
import dev.loopkeeper.azure.monitor.TrafficLogMetrics;
import dev.loopkeeper.host.ControlDesk;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.host.Services;
import dev.loopkeeper.host.Settings;
import dev.loopkeeper.rollout.LiveMetrics;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WiringTest {
    private static final String ID = "00000000-1111-2222-3333-444444444444";
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("LOOPKEEPER_BLOB_URL", "https://loopdata.blob.core.windows.net"),
            Map.entry("LOOPKEEPER_QUEUE_URL", "https://loopdata.queue.core.windows.net"),
            Map.entry("LOOPKEEPER_STATE_CONTAINER", "state"),
            Map.entry("LOOPKEEPER_DATASTORE", "loopkeeper_state"),
            Map.entry("LOOPKEEPER_SUBSCRIPTION", ID),
            Map.entry("LOOPKEEPER_RESOURCE_GROUP", "loop"),
            Map.entry("LOOPKEEPER_WORKSPACE", "loop"),
            Map.entry("LOOPKEEPER_REGION", "westeurope"),
            Map.entry("LOOPKEEPER_TENANT", ID),
            Map.entry("LOOPKEEPER_AUDIENCE", "api://loopkeeper"),
            Map.entry("LOOPKEEPER_ROLE", "Loopkeeper.Operator"),
            Map.entry("IDENTITY_ENDPOINT", "http://127.0.0.1:1/msi/token"),
            Map.entry("IDENTITY_HEADER", "header"));

    private static ApplicationContext context(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(more);
        ApplicationContext context = FunctionBeans.started();
        context.registerSingleton(Settings.class, new Settings(environment), null, false);
        return context;
    }

    /** Nothing answers at any address, so a call made at load would fail it. */
    @Test
    void shouldMakeEveryFunctionAndEveryPortWithoutACall() throws Exception {
        try (ApplicationContext context = context(Map.of())) {
            for (Class<?> function : functions()) {
                assertThat(context.getBean(function)).isSameAs(context.getBean(function));
            }
            Services services = context.getBean(Services.class);
            assertThat(List.of(
                            services.training().get(),
                            services.registry().get(),
                            services.endpoint().get(),
                            services.metrics().get(),
                            services.prices().get(),
                            services.notifier().get()))
                    .hasSize(6);
        }
    }

    @Test
    void shouldMakeNothingMoreForAStrangersFirstCallThanWasMadeAtLoad() {
        try (ApplicationContext context = context(Map.of())) {
            FunctionBeans loaded = new FunctionBeans(context);
            Set<Object> made = beans(context);
            assertThat(made).hasAtLeastOneElementOfType(RollBackFunction.class);

            loaded.getInstance(RollBackFunction.class);
            HttpCall call = new HttpCall("POST", "/models/sales:rollback", "", Map.of(), new byte[0]);
            HttpAnswer answer = context.getBean(ControlDesk.class).answer(call);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(beans(context)).isEqualTo(made);
        }
    }

    @Test
    void shouldMakeNoFunctionAtLoadWhereRollBackIsSwitchedOff() {
        try (ApplicationContext context = context(Map.of("AzureWebJobs.roll_back.Disabled", "true"))) {
            new FunctionBeans(context);
            assertThat(beans(context)).hasOnlyElementsOfType(Settings.class);
        }
    }

    private static Set<Object> beans(ApplicationContext context) {
        Set<Object> beans = Collections.newSetFromMap(new IdentityHashMap<>());
        context.getActiveBeanRegistrations(Object.class).forEach(registration -> beans.add(registration.bean()));
        return beans;
    }

    @Test
    void shouldJudgeLatencyOnlyWhereThereIsATrafficLog() {
        try (ApplicationContext without = context(Map.of());
                ApplicationContext with = context(Map.of("LOOPKEEPER_LOG_WORKSPACE", ID))) {
            assertThat(without.getBean(LiveMetrics.class)).isInstanceOf(EndpointCountMetrics.class);
            assertThat(with.getBean(LiveMetrics.class)).isInstanceOf(TrafficLogMetrics.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://loopdata.blob.core.windows.net, loopdata",
        "https://loopdata.blob.core.windows.net/, loopdata",
        "http://127.0.0.1:10000/devstoreaccount1, devstoreaccount1"
    })
    void shouldReadTheAccountOffItsAddress(String blobs, String account) {
        assertThat(BlobAccount.of(blobs)).isEqualTo(account);
    }

    private static List<Class<?>> functions() throws IOException, ClassNotFoundException {
        String folder = "target/classes/dev/loopkeeper/azure/function";
        List<String> names;
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            names = files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith("Function.class"))
                    .map(f -> "dev.loopkeeper.azure.function." + f.replace(".class", ""))
                    .toList();
        }
        assertThat(names).hasSize(14);
        List<Class<?>> types = new java.util.ArrayList<>();
        for (String name : names) {
            types.add(Class.forName(name));
        }
        assertThat(types)
                .allMatch(t -> Stream.of(t.getMethods()).anyMatch(m -> m.isAnnotationPresent(FunctionName.class)));
        return types;
    }
}
