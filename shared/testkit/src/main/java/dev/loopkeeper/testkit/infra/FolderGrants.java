package dev.loopkeeper.testkit.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopkeeper.store.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Which folders a function may create, rewrite and read, as a module's tables {@code state_creates},
 * {@code state_rewrites} and {@code data_readers} say it. What is not granted fails the test.
 *
 * @param identity who a function acts as: itself, or the app that it shares an identity with
 */
public record FolderGrants(
        String file,
        UnaryOperator<String> identity,
        Map<String, Object> creates,
        Map<String, Object> rewrites,
        List<?> dataReaders) {
    /** @param file where the tables stand, for messages */
    public static FolderGrants of(TerraformModule module, String file, UnaryOperator<String> identity) {
        return new FolderGrants(file, identity, module.table("state_creates"), module.table("state_rewrites"), (List<?>)
                module.local("data_readers"));
    }

    /** The store as this function meets it. */
    ObjectStore on(ObjectStore store, String function) {
        return new GrantedStore(this, function, store);
    }

    public void demandCreate(String function, String key) {
        assertThat(covers(creates, function, key) || covers(rewrites, function, key))
                .as("%s creates %s: see state_creates of %s", function, key, file)
                .isTrue();
    }

    public void demandRewrite(String function, String key) {
        assertThat(covers(rewrites, function, key))
                .as("%s rewrites or deletes %s: see state_rewrites of %s", function, key, file)
                .isTrue();
    }

    void demandRead(String function, String key) {
        if (key.startsWith("data/") || key.startsWith("outcomes/")) {
            assertThat(dataReaders.contains(identity.apply(function)))
                    .as("%s reads %s: see data_readers of %s", function, key, file)
                    .isTrue();
        }
    }

    /** Whether anybody may write the folder. */
    public boolean cover(String key) {
        return creates.keySet().stream().anyMatch(who -> under(creates, who, key) || under(rewrites, who, key));
    }

    private boolean covers(Map<String, Object> table, String function, String key) {
        return under(table, identity.apply(function), key);
    }

    private static boolean under(Map<String, Object> table, String who, String key) {
        return table.get(who) instanceof List<?> folders
                && folders.stream().anyMatch(folder -> key.startsWith(folder.toString()));
    }
}
