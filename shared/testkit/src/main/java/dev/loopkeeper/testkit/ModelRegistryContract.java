package dev.loopkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.registry.Lineage;
import dev.loopkeeper.registry.ModelRegistry;
import dev.loopkeeper.registry.RegisteredVersion;
import dev.loopkeeper.registry.Registration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ModelRegistry} must keep. Each test gets a registry without versions of {@code late} and
 * {@code other}.
 */
public abstract class ModelRegistryContract {
    /** The registry under test; every call of one test sees the same versions. */
    protected abstract ModelRegistry registry();

    /** How many threads register at once; 1 for an adapter whose service cannot promise more. */
    protected int writers() {
        return 8;
    }

    @Test
    void shouldKnowNothingAtFirst() {
        assertThat(registry().versions("late")).isEmpty();
    }

    @Test
    void shouldKeepEveryVersionInOrderRejectedOnesToo() {
        String first = registry().register(registration("late", "run-1", true));
        String second = registry().register(registration("late", "run-2", false));
        String third = registry().register(registration("late", "run-3", true));
        assertThat(registry().versions("late"))
                .extracting(RegisteredVersion::version)
                .containsExactly(first, second, third);
        assertThat(registry().versions("late").get(1).registration()).isEqualTo(registration("late", "run-2", false));
    }

    @Test
    void shouldRegisterARunOnce() {
        String first = registry().register(registration("late", "run-1", true));
        registry().register(registration("late", "run-2", true));
        assertThat(registry().register(registration("late", "run-1", true))).isEqualTo(first);
        assertThat(registry().versions("late")).hasSize(2);
    }

    @Test
    void shouldKeepModelsApart() {
        registry().register(registration("late", "run-1", true));
        assertThat(registry().versions("other")).isEmpty();
        String other = registry().register(registration("other", "run-1", true));
        registry().alias("other", Map.of("champion", other));
        assertThat(registry().versions("late").get(0).aliases()).isEmpty();
    }

    @Test
    void shouldMoveAliases() {
        String first = registry().register(registration("late", "run-1", true));
        String second = registry().register(registration("late", "run-2", true));
        registry().alias("late", Map.of("champion", first, "challenger", second));
        assertThat(aliases(first)).containsExactly("champion");
        assertThat(aliases(second)).containsExactly("challenger");
        for (int repeat = 0; repeat < 2; repeat++) {
            registry().alias("late", Map.of("champion", second, "previous", first));
            assertThat(aliases(first)).containsExactly("previous");
            assertThat(aliases(second)).containsExactly("champion");
        }
        registry().alias("late", Map.of("champion", first));
        assertThat(aliases(first)).containsExactly("champion");
        assertThat(aliases(second)).as("absent aliases are removed").isEmpty();
    }

    @Test
    void shouldKeepTheFirstWordOfARun() {
        registry().register(registration("late", "run-1", false));
        registry().register(registration("late", "run-1", true));
        assertThat(registry().versions("late").get(0).registration().blessed()).isFalse();
    }

    @Test
    void shouldGiveEachRunOneVersionWhenManyRegisterAtOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(writers());
        try {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Registration registration = registration("late", "run-" + i % 6, true);
                tasks.add(() -> registry().register(registration));
            }
            List<Future<String>> answers = pool.invokeAll(tasks);
            Set<String> versions = new HashSet<>();
            for (int i = 0; i < 24; i++) {
                assertThat(answers.get(i).get())
                        .as("answer to a repeat of run %s", i % 6)
                        .isEqualTo(answers.get(i % 6).get());
                versions.add(answers.get(i).get());
            }
            assertThat(versions).hasSize(6);
        } finally {
            pool.shutdownNow();
        }
        assertThat(registry().versions("late")).hasSize(6);
    }

    /** A registration that differs from every other by model and run. */
    protected static Registration registration(String model, String runId, boolean blessed) {
        Lineage lineage = new Lineage("b47c", 3, 15_000, "0a1b2c3", "c0ffee", "p1pe", "");
        return new Registration(
                model,
                runId,
                "runs/" + model + "/" + runId + "/model.bin",
                "feed" + runId.length(),
                blessed,
                "AUC 0.71 against 0.69 on 3,000 rows",
                lineage,
                Instant.parse("2026-11-22T09:00:00Z"));
    }

    private Set<String> aliases(String version) {
        return registry().versions("late").stream()
                .filter(v -> v.version().equals(version))
                .findFirst()
                .orElseThrow()
                .aliases();
    }
}
