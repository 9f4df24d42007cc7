package dev.loopkeeper.config;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectKeys;
import java.util.Set;

/** Which folders a user's uploads may come from: none that Loopkeeper writes to, or its outputs would be its inputs. */
public final class DataPrefix {
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
            "outcomes",
            "scores",
            "sent",
            "dead-letters",
            "registry",
            "followed",
            "prefixes",
            "seen",
            ".loopkeeper-tmp");

    private DataPrefix() {}

    /** Whether a key lies in a folder that Loopkeeper itself keeps. */
    public static boolean ours(String key) {
        return OURS.contains(key.substring(0, Math.max(0, key.indexOf('/'))));
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
