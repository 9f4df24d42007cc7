package dev.loopkeeper.testkit.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionsHostTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, String> KEYS =
            Map.of(FunctionsHost.FUNCTION_KEY, "f", FunctionsHost.MASTER_KEY, "m", FunctionsHost.EVENT_GRID_KEY, "e");
    private static final String WEBHOOK = "/runtime/webhooks/EventGrid?functionName=on-event&code=e";

    @TempDir
    Path root;

    private StagedApp app;

    @BeforeEach
    void stage() throws IOException, URISyntaxException {
        app = StagedApp.in(root, true);
    }

    private static HttpResponse<String> send(
            FunctionsHost host, String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(host.address() + path)).method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(FunctionsHost host, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return send(host, "POST", path, BodyPublishers.ofString(body), headers);
    }

    private static HttpResponse<String> get(FunctionsHost host, String path) throws IOException, InterruptedException {
        return send(host, "GET", path, BodyPublishers.noBody());
    }

    @Test
    void shouldGiveARequestAsTheWorkerDoes() throws Exception {
        try (FunctionsHost host = FunctionsHost.start(root, KEYS)) {
            HttpResponse<String> answer = post(
                    host,
                    "/api/Models/a%2Fb:pause?code=f&x=1&x=2&empty=&y=a+b",
                    "h\u00e9llo",
                    "X-Some",
                    "1",
                    "traceparent",
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            assertThat(answer.statusCode()).as(host.log()::toString).isEqualTo(201);
            assertThat(answer.headers().firstValue("X-Made-By")).contains("injector");
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
            assertThat(answer.body())
                    .startsWith("a/b|pause|POST|{code=f, x=1,2, y=a b}|h\u00e9llo|")
                    .contains("content-length", ",x-some|", "|00-0af7651916cd43dd8448eb211c80319c-")
                    .doesNotContain("b7ad6b7169203331")
                    .endsWith("|app");
            HttpResponse<String> chunked = send(
                    host,
                    "POST",
                    "/api/models/m:pause?code=f",
                    BodyPublishers.fromPublisher(BodyPublishers.ofString("lost")));
            assertThat(chunked.body()).contains("|nothing|");
        }
    }

    @Test
    void shouldRefuseWrongKeysAndWhatNoRouteTakes() throws Exception {
        try (FunctionsHost host = FunctionsHost.start(root, KEYS)) {
            for (String key : List.of("f", "m")) {
                assertThat(get(host, "/api/models/m:x?code=" + key).statusCode())
                        .isEqualTo(201);
            }
            assertThat(get(host, "/api/models/m:x?code=e").statusCode()).isEqualTo(401);
            assertThat(get(host, "/api/models/m:x").statusCode()).isEqualTo(401);
            assertThat(get(host, "/api/seen").statusCode()).isEqualTo(200);
            assertThat(post(host, "/api/seen", "").statusCode())
                    .as("wrong method")
                    .isEqualTo(404);
            assertThat(get(host, "/seen").statusCode()).as("no prefix").isEqualTo(404);
            assertThat(get(host, "/admin/host/status?code=f").statusCode()).isEqualTo(401);
            assertThat(get(host, "/api/models/m:fail?code=f").statusCode()).isEqualTo(500);
            assertThat(host.report().functions().get("echo")).isEqualTo(new HostReport.Counts(2, 1, 0, 0));
            assertThat(String.join("", host.log())).contains("asked to fail");
        }
    }

    @Test
    void shouldDeliverEveryEventOfANotificationOnce() throws Exception {
        try (FunctionsHost host = FunctionsHost.start(root, KEYS)) {
            String batch = "[{\"id\":\"1\",\"id\":\"2\"},{'id':'3'} /* as the host reads */ ]";
            assertThat(notify(host, batch)).isEqualTo(202);
            assertThat(notify(host, "{\"id\":\"4\"}")).as("CloudEvents, one").isEqualTo(202);
            assertThat(get(host, "/api/seen").body().lines())
                    .containsExactlyInAnyOrder("event {\"id\":\"2\"}", "event {\"id\":\"3\"}", "event {\"id\":\"4\"}");
            assertThat(notify(host, "[{\"id\":\"5\"},{\"id\":\"poison\"}]")).isEqualTo(500);
            for (String broken : List.of("", "null", "[{]", "[1] x", "[".repeat(65) + "]".repeat(65))) {
                assertThat(notify(host, broken)).as(broken).isEqualTo(500);
            }
            assertThat(host.report().functions().get("on-event")).isEqualTo(new HostReport.Counts(4, 1, 0, 0));
        }
    }

    private static int notify(FunctionsHost host, String body) throws IOException, InterruptedException {
        return post(host, WEBHOOK, body, "aeg-event-type", "Notification").statusCode();
    }

    @Test
    void shouldAnswerEventGridsOwnRequestsItself() throws Exception {
        try (FunctionsHost host = FunctionsHost.start(root, KEYS)) {
            String hello = "[{\"data\":{\"validationCode\":\"c1\"}}]";
            HttpResponse<String> validated = post(host, WEBHOOK, hello, "aeg-event-type", "SubscriptionValidation");
            assertThat(validated.statusCode()).isEqualTo(200);
            assertThat(validated.body()).isEqualTo("{\"validationResponse\":\"c1\"}");
            assertThat(post(host, WEBHOOK, "[]", "aeg-event-type", "Unsubscribe")
                            .statusCode())
                    .isEqualTo(202);
            assertThat(post(host, WEBHOOK, "[]").statusCode()).isEqualTo(400);
            String wrong = WEBHOOK.replace("code=e", "code=f");
            assertThat(post(host, wrong, hello, "aeg-event-type", "Notification")
                            .statusCode())
                    .isEqualTo(401);
            String none = WEBHOOK.replace("on-event", "none");
            assertThat(post(host, none, hello, "aeg-event-type", "Notification").statusCode())
                    .isEqualTo(404);
            assertThat(host.report().functions().get("on-event")).isEqualTo(HostReport.Counts.NONE);
        }
    }

    @Test
    void shouldFireTimersWithTheirRetries() throws Exception {
        app.withTimer(2);
        try (FunctionsHost host = FunctionsHost.start(root, KEYS)) {
            assertThat(post(host, "/admin/functions/on-time?wait=1&code=m", "{}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(host, "/api/seen").body().lines()).containsExactly("time 0", "time 1", "time 2");
        }
        app.withTimer(1);
        try (FunctionsHost host = FunctionsHost.start(root, KEYS)) {
            assertThat(host.fire("on-time")).isFalse();
            assertThat(post(host, "/admin/functions/none?code=m", "{}").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void shouldLeaveOutFunctionsThatAreSwitchedOff() throws Exception {
        Map<String, String> off = Map.of("AzureWebJobs.on-event.Disabled", "true", "AzureWebJobs.echo.Disabled", "1");
        try (FunctionsHost host = FunctionsHost.start(root, off)) {
            assertThat(host.functions()).containsExactly("seen");
            assertThat(get(host, "/api/models/m:x").statusCode()).isEqualTo(404);
            assertThat(notify(host, "[{}]")).isEqualTo(404);
        }
    }

    @Test
    void shouldTellWhatAFolderLacks() throws Exception {
        app.function("wrong", "nothing", "'type':'httpTrigger','name':'request'", "");
        assertThatThrownBy(() -> FunctionsHost.start(root, KEYS)).hasMessageContaining("public methods 'nothing'");
        app.function("wrong", "echo", "'type':'cosmosDBTrigger','name':'request'", "");
        assertThatThrownBy(() -> FunctionsHost.start(root, KEYS)).hasMessageContaining("cosmosDBTrigger");
        app.withQueue().function("wrong", "seen", "'type':'httpTrigger','name':'request'", "");
        assertThatThrownBy(() -> FunctionsHost.start(root, KEYS)).hasMessageContaining("app setting STEPS");
    }

    @Test
    void shouldRunInAJvmOfItsOwnAndBeKilled() throws Exception {
        Path other = root.resolve("other");
        Files.createDirectories(other);
        StagedApp.in(other, false);
        try (HostProcess host = HostProcess.start(other, Map.of("host.function.default", "f"), List.of("-Xmx64m"))) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(host.address() + "/api/models/m:x?code=f"))
                    .build();
            HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("X-Made-By"))
                    .as(host.output())
                    .contains("worker");
            host.kill();
            assertThat(host.isAlive()).isFalse();
        }
    }
}
