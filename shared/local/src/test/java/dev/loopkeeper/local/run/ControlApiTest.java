package dev.loopkeeper.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loopkeeper.connectors.OutboundRule;
import dev.loopkeeper.edge.Json;
import dev.loopkeeper.local.endpoint.EndpointProcess;
import dev.loopkeeper.loop.ControlEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP side of a real home, through real sockets; no endpoint runs. */
class ControlApiTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String WHY = "{\"reason\":\"looks bad\",\"by\":\"ann\"}";

    @TempDir
    Path home;

    private LocalLoop loop;
    private ControlServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(home.resolve("models/sales"));
        Files.writeString(home.resolve("models/sales/loop.yaml"), "model: sales\ndata: {label: y}\nnotify: []\n");
        loop = new LocalLoop(home, EndpointProcess.Options.DEFAULT, new OutboundRule(Set.of(), "--allow-host"));
        loop.models().refresh();
        server = new ControlServer("127.0.0.1", 0, TOKEN, new LocalRoutes(loop, "http://127.0.0.1"));
    }

    @AfterEach
    void stop() {
        server.close();
        loop.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models/sales:rollback",
                "/models/sales:pause",
                "/models/sales:resume",
                "/models/sales:approve",
                "/models/sales:retrain",
                "/models/sales:nonsense",
                "/models/nobody:pause",
                "/alerts"
            })
    void shouldChangeNothingWithoutTheToken(String path) throws Exception {
        for (String header : new String[] {
            null, "Bearer wrong", "Bearer ", "Basic " + TOKEN, TOKEN, "bearer" + TOKEN, "Bearer " + TOKEN + "x"
        }) {
            HttpRequest.Builder request = to(path).POST(HttpRequest.BodyPublishers.ofString(WHY));
            if (header != null) {
                request.header("Authorization", header);
            }
            assertThat(client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .as(header)
                    .isEqualTo(401);
        }
        assertThat(loop.loops().state("sales").seq()).isZero();
    }

    @Test
    void shouldPauseAndResumeOnceAndSayWhyNotTwice() throws Exception {
        assertThat(said(200, post("/models/sales:pause", WHY)).path("message").asText())
                .contains("looks bad");
        assertThat(loop.loops().state("sales").paused()).isTrue();
        assertThat(message(409, post("/models/sales:pause", WHY))).contains("paused already");
        assertThat(said(200, post("/models/sales:resume", "{\"by\":\"ann\"}"))
                        .path("recorded")
                        .asBoolean())
                .isTrue();
        assertThat(message(409, post("/models/sales:resume", "{\"by\":\"ann\"}")))
                .contains("not paused");
        assertThat(loop.loops().journal().commit("sales", 1).orElseThrow().by()).isEqualTo("ann");
    }

    @Test
    void shouldRefuseWhatHasNothingToActOn() throws Exception {
        assertThat(message(409, post("/models/sales:rollback", WHY))).contains("no earlier healthy version");
        assertThat(message(409, post("/models/sales:rollback", "{\"reason\":\"r\",\"by\":\"ann\",\"to\":\"v7\"}")))
                .contains("v7");
        assertThat(message(409, post("/models/sales:rollback", "{\"reason\":\"r\",\"by\":\"ann\",\"to\":null}")))
                .contains("no earlier");
        assertThat(message(409, post("/models/sales:approve", "{\"by\":\"ann\"}")))
                .contains("nothing of model sales waits");
        assertThat(loop.loops().state("sales").seq()).isZero();
    }

    @Test
    void shouldAskForARetrainOnce() throws Exception {
        assertThat(post("/models/sales:retrain", WHY).statusCode()).isEqualTo(200);
        assertThat(said(200, post("/models/sales:retrain", WHY)).path("message").asText())
                .contains("so already");
        assertThat(loop.loops().journal().commit("sales", 1).orElseThrow().events())
                .hasOnlyElementsOfType(ControlEvent.RetrainAsked.class);
    }

    @Test
    void shouldTakeAnAlertOnceHoweverOftenItComes() throws Exception {
        String alert =
                "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",\"fingerprint\":\"f1\","
                        + "\"startsAt\":\"2026-01-01T00:00:00Z\",\"labels\":{\"alertname\":\"slow\",\"model\":\"sales\"},\"annotations\":{\"summary\":\"p95 is high\"}}]}";
        assertThat(said(200, post("/alerts", alert)).path("received").asInt()).isEqualTo(1);
        assertThat(post("/alerts", alert).statusCode()).isEqualTo(200);
        long seq = loop.loops().state("sales").seq();
        assertThat(loop.loops().journal().read("sales", 0, seq, 100).stream().flatMap(c -> c.events().stream()))
                .filteredOn(ControlEvent.AlertReceived.class::isInstance)
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{",
                "{}",
                "{\"reason\":\"\",\"by\":\"ann\"}",
                "{\"reason\":\"r\"}",
                "{\"reason\":1,\"by\":\"ann\"}",
                "{\"reason\":\"a\\nb\",\"by\":\"ann\"}",
                "{\"reason\":\"r\",\"by\":\"ann\"} trailing",
                "{\"reason\":\"r\",\"by\":\"a\",\"by\":\"b\"}",
                "{\"reason\":{\"@class\":\"java.net.URL\"},\"by\":\"ann\"}",
                "NaN",
                "\u0000"
            })
    void shouldSayWhatABodyNeeds(String body) throws Exception {
        assertThat(message(400, post("/models/sales:pause", body)))
                .isNotBlank()
                .doesNotContain("Exception")
                .doesNotContain("com.");
        assertThat(loop.loops().state("sales").seq()).isZero();
    }

    @Test
    void shouldRefuseDeepAndLongBodies() throws Exception {
        assertThat(post("/models/sales:pause", "[".repeat(100_000)).statusCode())
                .isEqualTo(400);
        assertThat(post("/models/sales:pause", "{\"reason\":\"" + "r".repeat(501) + "\",\"by\":\"ann\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(message(413, post("/models/sales:pause", "x".repeat((1 << 20) + 1))))
                .contains("1 MiB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models/nobody:pause",
                "/models/sales:explode",
                "/models/..%2f..%2fx:pause",
                "/models/Sales:pause",
                "/models/sales",
                "/nothing",
                "/models/:pause",
                "/endpoints/..%2fadmin%2fstop:predict",
                "/endpoints/a%20b:predict",
                "/endpoints/x%0d%0aX:predict"
            })
    void shouldFindNothingBehindOddNames(String path) throws Exception {
        HttpResponse<String> answer = post(path, WHY);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("error");
    }

    @Test
    void shouldReadStatusWithoutTheTokenAndNothingElseByGet() throws Exception {
        assertThat(get("/status.json").statusCode()).isEqualTo(200);
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/models/sales/status.json").body()).contains("\"name\":\"sales\"");
        assertThat(get("/models/nobody/status.json").statusCode()).isEqualTo(404);
        assertThat(get("/token").statusCode()).isEqualTo(404);
        assertThat(get("/reports/sales/..%2f..%2ftoken.html").statusCode()).isEqualTo(404);
        assertThat(get("/models/sales:pause").statusCode()).isEqualTo(404);
        assertThat(client.send(
                                to("/status.json")
                                        .method("DELETE", HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", "169.254.169.254", "localhost.evil"
            })
    void shouldAnswerToItsOwnNameOnly(String host) throws IOException {
        assertThat(raw("GET /status.json HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
    }

    @Test
    void shouldAnswerToLoopbackNamesAndToHeadRequests() throws IOException {
        assertThat(raw("GET /healthz HTTP/1.1\r\nHost: localhost:9\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("nosniff");
        String head = raw("HEAD /healthz HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n\r\n");
        assertThat(head).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
        assertThat(raw("GET /healthz HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 421");
    }

    @Test
    void shouldSayThatNoEndpointRunsYet() throws Exception {
        assertThat(message(503, post("/endpoints/sales:predict", "{\"instances\":[{}]}")))
                .contains("endpoint");
    }

    @Test
    void shouldAskForTheTokenEverywhereBeyondLoopback() throws Exception {
        try (ControlServer wide = new ControlServer("0.0.0.0", 0, TOKEN, new LocalRoutes(loop, "http://0.0.0.0"))) {
            URI status = URI.create("http://127.0.0.1:" + wide.port() + "/status.json");
            assertThat(client.send(HttpRequest.newBuilder(status).build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(client.send(
                                    HttpRequest.newBuilder(status)
                                            .header("Authorization", "Bearer " + TOKEN)
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                to(path).header("Authorization", "Bearer " + TOKEN)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(to(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port());
                InputStream in = socket.getInputStream()) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode said(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return Json.tree(answer.body().getBytes(StandardCharsets.UTF_8), "answer");
    }

    private static String message(int status, HttpResponse<String> answer) {
        return said(status, answer).path("error").path("message").asText();
    }
}
