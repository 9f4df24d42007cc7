package dev.loopkeeper.config;

/**
 * One thing wrong with a {@code loop.yaml}, for a person.
 *
 * @param line counted from 1
 * @param key the key with its sections, such as {@code retrain.minRows}; empty when the file cannot be read at all
 * @param message what it is, what is allowed, what to do
 */
public record Problem(String file, int line, String key, String message) {
    /** {@code loop.yaml:12: retrain.minRows: is -3, must be a whole number of at least 1}. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
