package dev.loopkeeper.gcp.store;

import dev.loopkeeper.config.DataPrefix;
import dev.loopkeeper.edge.LoopException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which bucket keeps which names: the user's uploads and outcomes may live in a bucket of their own, everything else is
 * Loopkeeper's. A name belongs to one bucket only; what lies under it in the other is not seen.
 *
 * @param state bucket of Loopkeeper's own records
 * @param uploads bucket of {@code outcomes/} and every folder that is not Loopkeeper's own, see {@link DataPrefix}; may
 *     be the same
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

    /** The bucket of a name. */
    String of(String key) {
        return DataPrefix.brought(key) ? uploads : state;
    }

    /** The buckets that may hold a name with this prefix. */
    List<String> under(String prefix) {
        if (state.equals(uploads)) {
            return List.of(state);
        }
        if (!DataPrefix.mayBeKept(prefix)) {
            return List.of(uploads);
        }
        return prefix.indexOf('/') < 0 ? List.of(state, uploads) : List.of(state);
    }

    private static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw LoopException.poison("bucket name '" + name.replaceAll("[^ -~]", "?")
                    + "' is not one: 3 to 222 of a-z, 0-9, '.', '_' and '-', without gs:// and without a path");
        }
    }
}
