package dev.loopkeeper.azure.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.HttpMethod;
import dev.loopkeeper.host.HttpAnswer;
import dev.loopkeeper.host.HttpCall;
import dev.loopkeeper.loop.StepName;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {
    private final List<HttpCall> calls = new ArrayList<>();

    private GivenResponse serve(GivenRequest request) {
        return (GivenResponse) Requests.serve(StepName.ROLL_BACK, request, new GivenContext("roll-back"), call -> {
            calls.add(call);
            return HttpAnswer.json(200, Map.of("ok", true));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/api/roll-back/models/sales:pause, /models/sales:pause",
        "https://a.example/roll-back/models/sales:pause, /models/sales:pause",
        "https://a.example/api/roll-back, /",
        "https://a.example/api/roll-back/, /",
        "https://a.example/api/roll-back-to/x, /",
        "https://a.example/api/roll-back/models/%2e%2e/x, /models/%2e%2e/x",
        "https://a.example, /"
    })
    void shouldReadThePathOffTheAddress(URI address, String path) {
        assertThat(Requests.path(StepName.ROLL_BACK, address)).isEqualTo(path);
    }

    @Test
    void shouldPassEverythingOnButTheFunctionsKey() {
        GivenResponse response = serve(new GivenRequest(
                HttpMethod.POST,
                "https://a.example/api/roll-back/models/sales:pause?limit=3&code=the-key&after=x%20y",
                Map.of("authorization", "Bearer x", "x-functions-key", "the-key"),
                "{\"reason\":\"caf\u00e9\"}"));
        HttpCall call = calls.get(0);
        assertThat(call.query()).isEqualTo("limit=3&after=x%20y");
        assertThat(call.parameter("after")).contains("x y");
        assertThat(call.header("Authorization")).contains("Bearer x");
        assertThat(new String(call.body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("caf\u00e9");
        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getBody()).isEqualTo("{\"ok\":true}");
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void shouldKeepALargeBodyFromTheDesk() {
        GivenResponse response = serve(new GivenRequest(
                HttpMethod.POST, "https://a.example/api/roll-back", Map.of(), "x".repeat((1 << 20) + 1)));
        assertThat(response.getStatusCode()).isEqualTo(413);
        assertThat(calls).isEmpty();
    }

    @Test
    void shouldAnswerHeadWithoutABody() {
        GivenResponse response =
                serve(new GivenRequest(HttpMethod.HEAD, "https://a.example/api/roll-back", Map.of(), null));
        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getBody()).isNull();
    }
}
