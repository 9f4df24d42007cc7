package dev.loopkeeper.local.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.rollout.EndpointView;
import dev.loopkeeper.rollout.TrafficSplit;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointServerTest {
    private static final String ONE = "{\"instances\":[{\"x\":1}]}";

    @TempDir
    private static Path home;

    private static Bench bench;

    @BeforeAll
    static void start() {
        bench = new Bench(home, Duration.ofSeconds(2));
        bench.deploy("flights", "v1", "0.25");
        bench.deploy("flights", "v2", "0.75");
        bench.shift("flights", TrafficSplit.canary("v1", "v2", 20));
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    @Test
    void shouldSplitTrafficByWeight() {
        Map<String, Integer> counts = bench.traffic("flights", 500);

        assertThat(counts).containsOnlyKeys("v1", "v2");
        assertThat(counts.get("v2")).isCloseTo(100, within(5));
    }

    @Test
    void shouldAnswerFromTheAddressedVersionWithTheCallersIds() {
        String body = "{\"instances\":[{\"id\":\"a\",\"echo\":1.5},{\"echo\":null}],\"parameters\":{\"k\":[1]}}";

        HttpResponse<String> response = bench.predict("flights", body, "Loopkeeper-Version", "v2");

        JsonNode answer = Bench.json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(answer.at("/version").asText()).isEqualTo("v2");
        assertThat(answer.at("/predictions/0/id").asText()).isEqualTo("a");
        assertThat(answer.at("/predictions/0/value").asDouble()).isEqualTo(1.5);
        assertThat(answer.at("/predictions/1/id").asText()).isNotEmpty();
        assertThat(answer.at("/predictions/1/value").asDouble()).isEqualTo(0.75);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "400; not json",
                "400; {\"instances\":[{}]} {}",
                "400; []",
                "400; {}",
                "400; {\"instances\":[]}",
                "400; {\"instances\":{}}",
                "400; {\"instances\":[1]}",
                "400; {\"instances\":[{\"x\":{}}]}",
                "400; {\"instances\":[{\"x\":1,\"x\":2}]}",
                "400; {\"instances\":[{\"id\":\"\"}]}",
                "400; {\"instances\":[{\"id\":\"a\\u0000b\"}]}",
                "400; {\"instances\":[{\"echo\":\"no number\"}]}",
                "400; {\"instances\":[{\"x\":1}"
            })
    void shouldRefuseHostileBodiesWithAReason(int status, String body) {
        double errors = errors();

        HttpResponse<String> response = bench.predict("flights", body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(Bench.json(response).at("/error/message").asText()).isNotEmpty();
        assertThat(errors()).as("a caller's mistake is no version's error").isEqualTo(errors);
    }

    @Test
    void shouldBoundInstancesDepthAndSize() {
        String many = "{\"instances\":[" + "{},".repeat(1_000) + "{}]}";
        String deep = "{\"parameters\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        String large = "{\"instances\":[{\"x\":\"" + "y".repeat(1 << 20) + "\"}]}";

        assertThat(bench.predict("flights", many).statusCode()).isEqualTo(400);
        assertThat(bench.predict("flights", deep).statusCode()).isEqualTo(400);
        assertThat(bench.predict("flights", large).statusCode()).isEqualTo(413);
        assertThat(bench.predict("flights", ONE).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldTellWhatIsUnknown() {
        assertThat(bench.predict("nobody", ONE).statusCode()).isEqualTo(404);
        assertThat(bench.predict("flights", ONE, "Loopkeeper-Version", "v9").statusCode())
                .isEqualTo(404);
        assertThat(bench.send("GET", "/endpoints/flights:predict", "").statusCode())
                .isEqualTo(405);
        assertThat(bench.send("GET", "/", "").statusCode()).isEqualTo(404);
        bench.deploy("unshifted", "v1", "0.5");
        assertThat(bench.predict("unshifted", ONE).statusCode()).isEqualTo(503);
        assertThat(bench.send("GET", "/healthz", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"GET, /admin/endpoints/flights", "POST, /admin/stop", "PUT, /admin/endpoints/flights/split"})
    void shouldRefuseAdministrationWithoutTheToken(String method, String path) {
        assertThat(bench.send(method, path, "{}").statusCode()).isEqualTo(401);
        assertThat(bench.send(method, path, "{}", "Authorization", "Bearer guess")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldRefuseAShiftWithAStaleToken() {
        bench.deploy("stale", "v1", "0.1");
        bench.deploy("stale", "v2", "0.2");
        EndpointView seen = bench.endpoint().read("stale");
        assertThat(bench.endpoint().shift("stale", TrafficSplit.all("v1"), seen.token()))
                .isTrue();

        assertThat(bench.endpoint().shift("stale", TrafficSplit.all("v2"), seen.token()))
                .isFalse();

        assertThat(bench.endpoint().read("stale").split()).contains(TrafficSplit.all("v1"));
    }

    @Test
    void shouldNotSendTrafficToAVersionThatCannotBeLoaded() {
        bench.store()
                .put("runs/broken/run-1/model.constant", "no number".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        bench.endpoint().deploy("broken", "v1", "runs/broken/run-1/model.constant");
        Bench.await(() -> bench.endpoint().read("broken").deployments().get("v1") == EndpointView.Deployment.FAILED);
        String token = bench.endpoint().read("broken").token();

        assertThatThrownBy(() -> bench.endpoint().shift("broken", TrafficSplit.all("v1"), token))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("FAILED")
                .hasMessageContaining("NumberFormatException");
    }

    @Test
    void shouldKeepAVersionThatHasTraffic() {
        assertThatThrownBy(() -> bench.endpoint().undeploy("flights", "v1"))
                .hasMessageContaining("80 % of the traffic");

        bench.deploy("flights", "v3", "0.5");
        bench.endpoint().undeploy("flights", "v3");
        bench.endpoint().undeploy("flights", "v3");
        assertThat(bench.endpoint().read("flights").deployments()).containsOnlyKeys("v1", "v2");
    }

    @Test
    void shouldExposeCountersByVersion() {
        double before = bench.metric("loopkeeper_endpoint_requests_total{endpoint=\"flights\",version=\"v1\"}");
        bench.predict("flights", ONE, "Loopkeeper-Version", "v1");

        String labels = "{endpoint=\"flights\",version=\"v1\"}";
        assertThat(bench.metric("loopkeeper_endpoint_requests_total" + labels)).isEqualTo(before + 1);
        assertThat(bench.metric("loopkeeper_endpoint_request_duration_seconds_count" + labels))
                .isEqualTo(before + 1);
        assertThat(bench.metric("loopkeeper_endpoint_weight" + labels)).isEqualTo(80);
        assertThat(bench.metric("loopkeeper_endpoint_up" + labels)).isEqualTo(1);
    }

    private static double errors() {
        return bench.send("GET", "/metrics", "")
                .body()
                .lines()
                .filter(line -> line.startsWith("loopkeeper_endpoint_errors_total{endpoint=\"flights\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
