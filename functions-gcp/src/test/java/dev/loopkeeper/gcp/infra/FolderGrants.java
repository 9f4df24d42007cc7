package dev.loopkeeper.gcp.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** Which folders a function may create, rewrite and read, as the module's tables say it. */
record FolderGrants(Map<String, Object> creates, Map<String, Object> rewrites, List<?> dataReaders) {
    static FolderGrants of(TerraformModule module) {
        return new FolderGrants(
                module.table("state_creates"), module.table("state_rewrites"), (List<?>) module.local("data_readers"));
    }

    void demandCreate(String function, String key) {
        assertThat(covers(creates, function, key) || covers(rewrites, function, key))
                .as("%s creates %s: see state_creates of infra/gcp/roles.tf", function, key)
                .isTrue();
    }

    void demandRewrite(String function, String key) {
        assertThat(covers(rewrites, function, key))
                .as("%s rewrites or deletes %s: see state_rewrites of infra/gcp/roles.tf", function, key)
                .isTrue();
    }

    void demandRead(String function, String key) {
        if (key.startsWith("data/") || key.startsWith("outcomes/")) {
            assertThat(dataReaders.contains(function))
                    .as("%s reads %s: see data_readers of infra/gcp/roles.tf", function, key)
                    .isTrue();
        }
    }

    /** Whether any function may write the folder. */
    boolean cover(String key) {
        return creates.keySet().stream()
                .anyMatch(function -> covers(creates, function, key) || covers(rewrites, function, key));
    }

    private static boolean covers(Map<String, Object> table, String function, String key) {
        return table.get(function) instanceof List<?> folders
                && folders.stream().anyMatch(folder -> key.startsWith(folder.toString()));
    }
}
