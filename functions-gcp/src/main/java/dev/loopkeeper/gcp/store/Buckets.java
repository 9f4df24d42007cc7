package dev.loopkeeper.gcp.store;

import dev.loopkeeper.connectors.store.Places;
import dev.loopkeeper.edge.LoopException;
import java.util.regex.Pattern;

/**
 * The buckets that keep Loopkeeper's own records and what users bring, see {@link Places}.
 *
 * @param state bucket of Loopkeeper's own records
 * @param uploads bucket of uploads and outcomes; may be the same
 */
public record Buckets(String state, String uploads) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");

    public Buckets {
        check(state);
        check(uploads);
    }

    /** Everything in one bucket. */
    public static Buckets one(String name) {
        return new Buckets(name, name);
    }

    Places places() {
        return new Places(state, uploads);
    }

    private static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw LoopException.poison("bucket name '" + name.replaceAll("[^ -~]", "?")
                    + "' is not one: 3 to 222 of a-z, 0-9, '.', '_' and '-', without gs:// and without a path");
        }
    }
}
