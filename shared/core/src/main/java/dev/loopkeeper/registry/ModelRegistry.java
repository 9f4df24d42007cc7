package dev.loopkeeper.registry;

import java.util.List;
import java.util.Map;

/** The list of versions of a model: append-only, rejected ones too, with aliases that move. */
public interface ModelRegistry {
    /**
     * Registers the outcome of a run as a version and returns its name; a repeat with the same run id returns the first
     * name.
     */
    String register(Registration registration);

    /**
     * Points each alias ({@code champion}, {@code challenger}, {@code previous}) at a version; absent aliases are
     * removed. A repeat changes nothing.
     */
    void alias(String model, Map<String, String> aliases);

    /** Every version in order of registration. */
    List<RegisteredVersion> versions(String model);
}
