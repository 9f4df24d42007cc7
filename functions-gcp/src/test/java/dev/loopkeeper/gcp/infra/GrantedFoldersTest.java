package dev.loopkeeper.gcp.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.testkit.infra.FolderGrants;
import dev.loopkeeper.testkit.infra.GrantedFoldersContract;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantedFoldersTest extends GrantedFoldersContract {
    private final FolderGrants grants =
            FolderGrants.of(GcpModule.read(), "infra/gcp/roles.tf", UnaryOperator.identity());

    @Override
    protected FolderGrants grants() {
        return grants;
    }

    @Override
    protected Map<String, Class<?>> spellings() {
        try {
            return Map.of("vertex/", Class.forName("dev.loopkeeper.gcp.vertex.VertexKeys"));
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the keys of the adapters to Vertex AI have moved", e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plan-retraining, prices/x.json, true",
        "plan-retraining, pending/m/x, true",
        "start-training, vertex/jobs/m/r-1.json, false",
        "update-registry, vertex/uploads/m/r.json, true",
        "adjust-traffic, vertex/deployments/e.json, true",
        "receive-alert, seen/x, false",
        "sweep, batches/m/x.json, false",
        "sweep, pending/m/x, false",
        "plan-retraining, batches/m/x.json, false"
    })
    void shouldGrantWhatTheAdaptersAndTheHostWrite(String function, String key, boolean rewritten) {
        grants.demandCreate(function, key);
        if (rewritten) {
            grants.demandRewrite(function, key);
        } else {
            assertThat(grants.cover(key)).isTrue();
        }
    }
}
