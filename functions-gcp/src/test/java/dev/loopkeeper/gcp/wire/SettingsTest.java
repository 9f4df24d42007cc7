package dev.loopkeeper.gcp.wire;

import static dev.loopkeeper.gcp.wire.Setting.LOOPKEEPER_CALLERS;
import static dev.loopkeeper.gcp.wire.Setting.LOOPKEEPER_DATA_BUCKET;
import static dev.loopkeeper.gcp.wire.Setting.LOOPKEEPER_IAM_CHECKED;
import static dev.loopkeeper.gcp.wire.Setting.LOOPKEEPER_REGION;
import static dev.loopkeeper.gcp.wire.Setting.LOOPKEEPER_STATE_BUCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.host.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void shouldNameEveryProblemAtOnce() {
        Settings settings = new Settings(Map.of("LOOPKEEPER_REGION", "Europe", "LOOPKEEPER_IAM_CHECKED", "yes"));
        assertThatThrownBy(() -> settings.check(
                        LOOPKEEPER_STATE_BUCKET, LOOPKEEPER_REGION, LOOPKEEPER_IAM_CHECKED, LOOPKEEPER_DATA_BUCKET))
                .isInstanceOf(LoopException.class)
                .hasMessageContaining("3 settings")
                .hasMessageContaining("LOOPKEEPER_STATE_BUCKET is not set, expected the bucket of")
                .hasMessageContaining("LOOPKEEPER_REGION is not of the form")
                .hasMessageContaining("LOOPKEEPER_IAM_CHECKED is not of the form true|false");
    }

    @Test
    void shouldNotRepeatASecretThatIsMalformed() {
        Settings settings = new Settings(Map.of("LOOPKEEPER_CALLERS", "canary-token"));
        assertThatThrownBy(() -> settings.text(LOOPKEEPER_CALLERS))
                .hasMessageContaining("LOOPKEEPER_CALLERS")
                .hasMessageNotContaining("canary-token");
    }

    @Test
    void shouldReadListsAndDefaults() {
        Settings settings = new Settings(Map.of("LOOPKEEPER_CALLERS", "Ada@Example.org, bob@example.org"));
        assertThat(settings.words(LOOPKEEPER_CALLERS)).containsExactlyInAnyOrder("ada@example.org", "bob@example.org");
        assertThat(settings.on(LOOPKEEPER_IAM_CHECKED)).isFalse();
        assertThat(settings.text(LOOPKEEPER_DATA_BUCKET)).isEmpty();
    }
}
