package dev.loopkeeper.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoopSchemaTest {
    private static final Path COMMITTED = Path.of("src/main/resources" + LoopSchema.RESOURCE);
    private static final String REGENERATE =
            "mvn -q -pl shared/core test -Dtest=LoopSchemaTest -Dloopkeeper.regenerate=true";

    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(LoopSchema.json(), InputFormat.JSON);

    @Test
    void shouldBeCommittedAsItIsGenerated() throws IOException {
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("loop.schema.json"), LoopSchema.json());
        if (Boolean.getBoolean("loopkeeper.regenerate")) {
            Files.writeString(COMMITTED, LoopSchema.json());
        }
        assertThat(Files.readString(COMMITTED))
                .as("stale, write it again with: %s", REGENERATE)
                .isEqualTo(LoopSchema.json());
        try (InputStream shipped = LoopSchema.class.getResourceAsStream(LoopSchema.RESOURCE)) {
            assertThat(shipped).as("shipped with the jar").isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.loopkeeper.config.ConfigSamples#accepted")
    void shouldAcceptWhatTheReaderAccepts(ConfigSamples.Sample sample) {
        assertThat(LoopConfigReader.read(sample.yaml().getBytes(UTF_8), "loop.yaml"))
                .isInstanceOf(LoopConfigReader.Result.Valid.class);
        assertThat(validate(sample.yaml())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.loopkeeper.config.ConfigSamples#rejected")
    void shouldRefuseWhatTheReaderRefuses(ConfigSamples.Sample sample) {
        assertThat(LoopConfigReader.read(sample.yaml().getBytes(UTF_8), "loop.yaml"))
                .isInstanceOf(LoopConfigReader.Result.Invalid.class);
        assertThat(validate(sample.yaml())).hasSizeGreaterThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dev.loopkeeper.config.ConfigSamples#singleFaults")
    void shouldRefuseEachFaultOnItsOwn(String yaml) {
        assertThat(LoopConfigReader.read(yaml.getBytes(UTF_8), "loop.yaml"))
                .isInstanceOf(LoopConfigReader.Result.Invalid.class);
        assertThat(validate(yaml)).isNotEmpty();
    }

    @Test
    void shouldDocumentEveryKeyOnce() {
        List<String> rows = LoopSchema.markdown().lines().toList();
        assertThat(rows)
                .hasSize(ConfigKeys.ALL.size() + 2)
                .doesNotHaveDuplicates()
                .anyMatch(row -> row.startsWith("| `retrain.minRows` | a whole number of at least 1 | `500` |"));
    }

    private List<Error> validate(String yaml) {
        return schema.validate(yaml, InputFormat.YAML);
    }
}
