package dev.loopkeeper.azure.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.TraceContext;
import dev.loopkeeper.connectors.log.LineLoggers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.Test;

class HostLinesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final List<LogRecord> records = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Logger log = new LineLoggers(
                    Map.of(), new HostLines(new PrintStream(out, true, StandardCharsets.UTF_8)))
            .getLogger("test");

    /** What the worker hands over, with a logger whose lines the host would get. */
    private final class Context implements ExecutionContext {
        private final String traceparent;

        private Context(String traceparent) {
            this.traceparent = traceparent;
        }

        @Override
        public java.util.logging.Logger getLogger() {
            java.util.logging.Logger host = java.util.logging.Logger.getAnonymousLogger();
            host.setUseParentHandlers(false);
            host.addHandler(new Handler() {
                @Override
                public void publish(LogRecord line) {
                    records.add(line);
                }

                @Override
                public void flush() {
                    // Nothing is kept back.
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            });
            return host;
        }

        @Override
        public String getInvocationId() {
            return "2f1c9e5a";
        }

        @Override
        public String getFunctionName() {
            return "roll-back";
        }

        @Override
        public TraceContext getTraceContext() {
            return new TraceContext() {
                @Override
                public String getTraceparent() {
                    return traceparent;
                }

                @Override
                public String getTracestate() {
                    return "";
                }

                @Override
                public Map<String, String> getAttributes() {
                    return Map.of();
                }
            };
        }
    }

    private JsonNode during(String traceparent, Runnable work) throws Exception {
        Invocation.of(new Context(traceparent)).during(() -> {
            work.run();
            return null;
        });
        return new ObjectMapper().readTree(records.get(records.size() - 1).getMessage());
    }

    @Test
    void shouldWriteToTheInvocationThatTheThreadWorksOn() throws Exception {
        JsonNode line = during(
                "00-" + TRACE + "-b7ad6b7169203331-01",
                () -> log.error("failed: {}", "x\r\nERROR fake", new IllegalStateException("a\nb")));
        assertThat(line.path("message").asText()).isEqualTo("failed: x  ERROR fake");
        assertThat(line.path("severity").asText()).isEqualTo("ERROR");
        assertThat(line.path("function").asText()).isEqualTo("roll-back");
        assertThat(line.path("invocation").asText()).isEqualTo("2f1c9e5a");
        assertThat(line.path("trace").asText()).isEqualTo(TRACE);
        assertThat(line.path("stack_trace").asText()).contains("a\nb").contains("HostLinesTest");
        assertThat(records).singleElement().extracting(LogRecord::getLevel).isEqualTo(java.util.logging.Level.SEVERE);
        assertThat(out.size()).isZero();
    }

    @Test
    void shouldTakeNoTraceThatIsNone() throws Exception {
        assertThat(during("\"},{" + TRACE, () -> log.warn("x")).has("trace")).isFalse();
        assertThat(during(null, () -> log.warn("x")).has("trace")).isFalse();
    }

    @Test
    void shouldWriteOneLineToTheProcessWhereThereIsNoInvocation() throws Exception {
        log.info("loaded {}", "\u2028\u202e{\"severity\":1}");
        log.debug("not written");
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        JsonNode line = new ObjectMapper().readTree(text);
        assertThat(line.path("severity").asText()).isEqualTo("INFO");
        assertThat(line.path("message").asText()).isEqualTo("loaded ??{\"severity\":1}");
    }
}
