package dev.loopkeeper.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoopConfigTemplateTest {
    @Test
    void shouldWriteWhatTheReaderAcceptsWithoutWarning() {
        LoopConfig config = read(new LoopConfigTemplate(
                "late-arrivals",
                "late",
                Optional.of("sched_dep"),
                LoopConfig.Format.CSV,
                List.of("tailnum"),
                LoopConfig.Task.CLASSIFICATION,
                500));
        assertThat(config.model()).isEqualTo("late-arrivals");
        assertThat(config.data().time()).contains("sched_dep");
        assertThat(config.data().exclude()).containsExactly("tailnum");
        assertThat(config.data().task()).isEqualTo(LoopConfig.Task.CLASSIFICATION);
    }

    @Test
    void shouldChangeNoDefaultButTheTimesOfAFirstLook() {
        LoopConfig config = read(new LoopConfigTemplate(
                "late", "label", Optional.empty(), LoopConfig.Format.AUTO, List.of(), LoopConfig.Task.AUTO, 500));
        LoopConfigReader.Result bare = LoopConfigReader.read("""
        model: late
        data: {label: label}
        retrain: {debounce: 5s, coolDown: 1m}
        rollout: {window: 5s, warmUp: 5s, minDwell: 15s, maxDwell: 30s, bake: 30s}
        """.getBytes(UTF_8), "loop.yaml");
        assertThat(config).isEqualTo(bare.orPoison());
    }

    @Test
    void shouldQuoteColumnNamesThatYamlWouldMisread() {
        List<String> odd = List.of(
                "no", "a: b", "#x", "it's \"quoted\" \\ here", "2013", "- dash", "naïve", "%", "null", "{x}", "a, b");
        LoopConfig config = read(new LoopConfigTemplate(
                "late",
                "price, EUR #1",
                Optional.of("on"),
                LoopConfig.Format.JSONL,
                odd,
                LoopConfig.Task.REGRESSION,
                500));
        assertThat(config.data().label()).isEqualTo("price, EUR #1");
        assertThat(config.data().time()).contains("on");
        assertThat(config.data().exclude()).isEqualTo(odd);
    }

    private static LoopConfig read(LoopConfigTemplate template) {
        LoopConfigReader.Result result =
                LoopConfigReader.read(template.commented().getBytes(UTF_8), "loop.yaml");
        assertThat(result)
                .as(template.commented())
                .isInstanceOfSatisfying(LoopConfigReader.Result.Valid.class, valid -> assertThat(valid.warnings())
                        .isEmpty());
        return result.orPoison();
    }
}
