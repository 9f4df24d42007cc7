package dev.loopkeeper.azure.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.testkit.HostileBodies;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that nobody can read, from callers who may send: they are told so, and nothing changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostilePostsIT {
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

    /** 400 for Azure Monitor too: it must not send again what nobody can read. */
    @ParameterizedTest
    @ValueSource(strings = {"receive-alert", "roll-back"})
    void shouldTellAGoodCallerWhatIsWrongWithABody(String function) {
        String path = function.equals("roll-back") ? "/api/roll-back/models/" + model + ":pause" : "/api/receive-alert";
        Map<String, byte[]> bodies = HostileBodies.all(
                function.equals("roll-back") ? "{\"reason\":\"looks wrong\"}" : "{\"name\":\"slow\"}");
        // UTF-16 behind its mark is text like any other to the host.
        bodies.remove("UTF-16");
        String ada = app.bearer(DeployedApp.ADA);
        bodies.forEach((what, body) -> {
            for (int i = 0; i < 2; i++) {
                assertThat(app.client
                                .send("POST", path + "?code=function-key", body, "Authorization", ada)
                                .statusCode())
                        .as(what + app.output())
                        .isIn(400, 413);
            }
        });
        assertThat(app.keys("journal/" + model + "/")).isEmpty();
        assertThat(app.letters(function)).isLessThanOrEqualTo(bodies.size());
    }
}
