package dev.loopkeeper.azure.store;

import dev.loopkeeper.connectors.store.Places;
import dev.loopkeeper.edge.LoopException;
import java.util.regex.Pattern;

/**
 * The containers that keep Loopkeeper's own records and what users bring, see {@link Places}.
 *
 * @param state container of Loopkeeper's own records
 * @param uploads container of uploads and outcomes; may be the same
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

    Places places() {
        return new Places(state, uploads);
    }

    private static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw LoopException.poison("container name '" + name.replaceAll("[^ -~]", "?")
                    + "' is not one: 3 to 63 of a-z, 0-9 and single '-', without an address and without a path");
        }
    }
}
