package dev.loopkeeper.config;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectKeys;
import java.util.Set;

/** Which folders a user's uploads may come from: none that Loopkeeper writes to, or its outputs would be its inputs. */
public final class DataPrefix {
    private static final String OUTCOMES = "outcomes";
    private static final Set<String> OURS = Set.of(
            "models",
            "batches",
            "pending",
            "journal",
            "snapshots",
            "wakeups",
            "runs",
            "reports",
            "predictions",
            OUTCOMES,
            "scores",
            "sent",
            "dead-letters",
            "registry",
            "followed",
            "prefixes",
            "prices",
            "pipelines",
            "vertex",
            "azure-ml",
            "seen",
            ".loopkeeper-tmp");

    private DataPrefix() {}

    /** Whether a key lies in a folder that Loopkeeper itself keeps. */
    public static boolean ours(String key) {
        return OURS.contains(folder(key));
    }

    /**
     * Whether a key is what others bring, uploads and outcomes, and so belongs into their bucket where there are two:
     * every folder that Loopkeeper does not keep, since any may be a model's {@code data.prefix}.
     */
    public static boolean brought(String key) {
        return folder(key).equals(OUTCOMES) || !ours(key);
    }

    /** Whether a beginning of keys, which may end within a folder's name, may be of some that Loopkeeper keeps. */
    public static boolean mayBeKept(String prefix) {
        return prefix.indexOf('/') < 0
                ? OURS.stream().anyMatch(folder -> !folder.equals(OUTCOMES) && folder.startsWith(prefix))
                : !brought(prefix);
    }

    private static String folder(String key) {
        return key.substring(0, Math.max(0, key.indexOf('/')));
    }

    static boolean allowed(String prefix) {
        if (!prefix.endsWith("/") || OURS.contains(prefix.substring(0, prefix.indexOf('/')))) {
            return false;
        }
        try {
            ObjectKeys.check(prefix + "x");
            return true;
        } catch (LoopException e) {
            return false;
        }
    }
}
