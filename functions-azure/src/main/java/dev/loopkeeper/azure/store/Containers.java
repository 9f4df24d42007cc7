package dev.loopkeeper.azure.store;

import dev.loopkeeper.config.DataPrefix;
import dev.loopkeeper.edge.LoopException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which container keeps which names: the user's uploads and outcomes may live in a container of their own, everything
 * else is Loopkeeper's. A name belongs to one container only; what lies under it in the other is not seen.
 *
 * @param state container of Loopkeeper's own records
 * @param uploads container of {@code outcomes/} and every folder that is not Loopkeeper's own, see {@link DataPrefix};
 *     may be the same
 */
public record Containers(String state, String uploads) {
    private static final Pattern NAME = Pattern.compile("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*");

    public Containers {
        check(state);
        check(uploads);
    }

    /** Everything in one container. */
    public static Containers one(String name) {
        return new Containers(name, name);
    }

    /** The container of a name. */
    String of(String key) {
        return DataPrefix.brought(key) ? uploads : state;
    }

    /** The containers that may hold a name with this prefix. */
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
            throw LoopException.poison("container name '" + name.replaceAll("[^ -~]", "?")
                    + "' is not one: 3 to 63 of a-z, 0-9 and single '-', without an address and without a path");
        }
    }
}
