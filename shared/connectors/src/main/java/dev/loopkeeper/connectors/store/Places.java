package dev.loopkeeper.connectors.store;

import dev.loopkeeper.config.DataPrefix;
import java.util.List;

/**
 * Which of two places, buckets or containers, keeps which names: the user's uploads and outcomes may live in one of
 * their own, everything else is Loopkeeper's. A name belongs to one place only; what lies under it in the other is not
 * seen.
 *
 * @param state place of Loopkeeper's own records
 * @param uploads place of {@code outcomes/} and every folder that is not Loopkeeper's own, see {@link DataPrefix}; may
 *     be the same
 */
public record Places(String state, String uploads) {
    /** The place of a name. */
    public String of(String key) {
        return DataPrefix.brought(key) ? uploads : state;
    }

    /** The places that may hold a name with this prefix. */
    public List<String> under(String prefix) {
        if (state.equals(uploads)) {
            return List.of(state);
        }
        if (!DataPrefix.mayBeKept(prefix)) {
            return List.of(uploads);
        }
        return prefix.indexOf('/') < 0 ? List.of(state, uploads) : List.of(state);
    }
}
