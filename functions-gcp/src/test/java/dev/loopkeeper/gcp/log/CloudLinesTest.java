package dev.loopkeeper.gcp.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loopkeeper.connectors.log.LineLoggers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.Test;

class CloudLinesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final List<String> HOSTILE = hostile();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Logger log = new LineLoggers(
                    Map.of(), new CloudLines("my-project", new PrintStream(out, true, StandardCharsets.UTF_8)))
            .getLogger("test");

    private static List<String> hostile() {
        List<String> names = new ArrayList<>(List.of(
                "../../registry.json",
                "a\r\nERROR fake line",
                "a\tb",
                "a\0b",
                "\u001b[31mred",
                "\u0085next",
                "\u2028line",
                "\u2029paragraph",
                "\u202egnp.exe",
                "\u2066hidden\u2069",
                "\ufeffbom",
                "\u200bzero",
                "quote\"s",
                "back\\slash",
                "\\u0022",
                "\"}{\"severity\":\"INFO\"",
                "\ud83d\ude80",
                "\ud83d",
                "\ude80",
                "\ud83d\ud83d",
                "e\u0301",
                "${jndi:ldap://x}",
                "{}",
                "{name}",
                "%n%d",
                "\b\f\u000b",
                "\u007f",
                "\u009b31m",
                "\uffff",
                "\ufdd0",
                "",
                " ",
                "x".repeat(100_000),
                "\"".repeat(5_000)));
        for (char c = 1; c < 7; c++) {
            names.add("c" + c);
        }
        return names;
    }

    @Test
    void shouldWriteOneParseableLineForEachOfFortyHostileNames() throws Exception {
        assertThat(HOSTILE).hasSize(40);
        for (String name : HOSTILE) {
            log.warn("object {} is refused", name);
        }
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(40);
        for (String line : lines) {
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(json.path("severity").asText()).isEqualTo("WARNING");
            assertThat(json.path("message").asText()).startsWith("object ").hasSizeLessThan(2_100);
            assertThat(json.path("message").asText().chars().filter(CloudLinesTest::control))
                    .isEmpty();
            assertThat(json.path("message").asText()).doesNotContain("\u202e", "\u2028", "\ufeff");
        }
    }

    private static boolean control(int c) {
        return Character.isISOControl(c);
    }

    @Test
    void shouldNameTraceFunctionAndStackInTheFormsOfCloudLogging() throws Exception {
        Request.of("roll-back", Optional.of(TRACE + "/1;o=1"), Optional.empty())
                .during(() -> log.error("failed: {}", "x", new IllegalStateException("a\nb")));
        log.debug("not written");
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        JsonNode json = new ObjectMapper().readTree(text);
        assertThat(json.path("logging.googleapis.com/trace").asText()).isEqualTo("projects/my-project/traces/" + TRACE);
        assertThat(json.path("logging.googleapis.com/labels").path("function").asText())
                .isEqualTo("roll-back");
        assertThat(json.path("severity").asText()).isEqualTo("ERROR");
        assertThat(json.path("stack_trace").asText()).contains("a\nb").contains("CloudLinesTest");
    }

    @Test
    void shouldTakeNoTraceThatIsNone() {
        Optional<String> bad = Optional.of("\"},{" + TRACE);
        assertThat(Request.of("sweep", bad, bad).trace()).isEmpty();
        assertThat(Request.of("sweep", bad, Optional.of("00-" + TRACE + "-b7ad6b7169203331-01"))
                        .trace())
                .isEqualTo(TRACE);
    }
}
