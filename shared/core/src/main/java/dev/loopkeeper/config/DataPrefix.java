package dev.loopkeeper.config;

import dev.loopkeeper.edge.LoopException;
import dev.loopkeeper.store.ObjectKeys;
import java.util.Set;

/** Which folders a user's uploads may come from: none that Loopkeeper writes to, or its outputs would be its inputs. */
final class DataPrefix {
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
            ".loopkeeper-tmp");

    private DataPrefix() {}

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
