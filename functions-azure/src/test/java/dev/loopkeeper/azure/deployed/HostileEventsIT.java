package dev.loopkeeper.azure.deployed;

import static dev.loopkeeper.testkit.HostileBodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.edge.Json;
import dev.loopkeeper.store.ObjectInfo;
import dev.loopkeeper.testkit.HostileBodies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileEventsIT {
    private static final String ETAG = "0x8D96060BDA19D9D";

    private DeployedApp app;
    private String model;

    @BeforeAll
    void start() {
        app = new DeployedApp();
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @BeforeEach
    void another() {
        model = app.newModel();
    }

    @ParameterizedTest
    @CsvSource({
        "ingest-data, data/MODEL/1.csv",
        "score-outcomes, outcomes/MODEL/1.csv",
        "compare-metrics, runs/MODEL/run-1/evaluation.json"
    })
    void shouldKeepOneDeadLetterOfEveryHostileEvent(String function, String name) {
        String upload = name.replace("MODEL", model);
        byte[] good = Json.write(app.events.gridEvent(upload, ETAG, 1));
        Map<String, byte[]> bodies = HostileBodies.all(new String(good, StandardCharsets.UTF_8));
        // One event in an array is how they come; comments and UTF-16 behind its mark are no trouble to the host.
        bodies.keySet().removeAll(List.of("array", "comment", "UTF-16"));
        bodies.put("foreign type", utf8("{\"eventType\":\"Microsoft.Web.AppUpdated\",\"data\":{}}"));
        bodies.put("negative size", app.events.grid(upload, ETAG, -1));
        bodies.put("no ETag", app.events.grid(upload, "0x1\r\n\"", 1));
        bodies.put("foreign container", new BlobEvents(app.events.host(), "elsewhere").grid(upload, ETAG, 1));
        bodies.put("foreign account", new BlobEvents("https://a.blob.core.windows.net", "c").grid(upload, ETAG, 1));
        HostileNames.forbidden(model).forEach(odd -> bodies.put(odd, app.events.grid(odd, ETAG, 1)));
        int letters = app.letters(function);
        int refused = 0;
        for (Map.Entry<String, byte[]> body : bodies.entrySet()) {
            int status = app.client.deliver(function, body.getValue());
            assertThat(status).as(body.getKey()).isIn(202, 500);
            // What is no JSON fails in the host itself, and Event Grid never sends it.
            letters += status == 202 ? 1 : 0;
            refused += status == 500 ? 1 : 0;
            assertThat(app.client.deliver(function, body.getValue()))
                    .as(body.getKey())
                    .isEqualTo(status);
            assertThat(app.letters(function)).as(body.getKey() + app.output()).isEqualTo(letters);
        }
        assertThat(refused)
                .as("null, depth, digits, trailing, no UTF-8, no JSON")
                .isLessThanOrEqualTo(6);
        assertThat(app.output()).as("a name that wants a line of its own").doesNotContain("\nERROR fake line");
        nothingChangedAndTheNextIsTaken();
    }

    @Test
    void shouldTakeNoHarmFromOddNames() {
        int letters = app.letters("ingest-data");
        List<String> names = HostileNames.odd(model);
        for (String name : names) {
            for (int i = 0; i < 2; i++) {
                assertThat(app.client.deliver("ingest-data", app.events.grid(name, ETAG, 1)))
                        .as(name + app.output())
                        .isEqualTo(202);
            }
        }
        assertThat(app.letters("ingest-data")).isLessThanOrEqualTo(letters + names.size());
        nothingChangedAndTheNextIsTaken();
    }

    private void nothingChangedAndTheNextIsTaken() {
        assertThat(app.keys("journal/" + model + "/")).isEmpty();
        assertThat(app.keys("batches/" + model + "/")).isEmpty();
        String name = "data/" + model + "/good.csv";
        app.store.put(name, utf8("x,late\n1,0\n2,1\n"));
        ObjectInfo object = app.store.stat(name).orElseThrow();
        assertThat(app.client.deliver("ingest-data", app.events.grid(name, object.version(), object.size())))
                .as(app::output)
                .isEqualTo(202);
        assertThat(app.keys("batches/" + model + "/")).hasSize(1);
    }
}
