package dev.loopkeeper.azure.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.testkit.infra.FolderGrants;
import dev.loopkeeper.testkit.infra.GrantedFoldersContract;
import dev.loopkeeper.testkit.infra.TerraformModule;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantedFoldersTest extends GrantedFoldersContract {
    private final TerraformModule module = AzureModule.read();
    private final FolderGrants grants =
            FolderGrants.of(module, "infra/azure/roles.tf", function -> AzureModule.app(module, function));

    @Override
    protected FolderGrants grants() {
        return grants;
    }

    @Override
    protected Map<String, Class<?>> spellings() {
        return Map.of();
    }

    @ParameterizedTest
    @CsvSource({
        "plan-retraining, prices/x.json, true",
        "start-training, azure-ml/jobs/m/r, true",
        "update-registry, azure-ml/numbers/m/1, false",
        "update-registry, azure-ml/versions/m/r.json, false",
        "adjust-traffic, azure-ml/deployments/e.json, true",
        "receive-alert, seen/x, false"
    })
    void shouldGrantWhatTheAdaptersWrite(String function, String key, boolean rewritten) {
        grants.demandCreate(function, key);
        if (rewritten) {
            grants.demandRewrite(function, key);
        }
        assertThat(grants.cover(key)).isTrue();
    }
}
