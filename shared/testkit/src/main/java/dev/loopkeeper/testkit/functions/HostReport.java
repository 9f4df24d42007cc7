package dev.loopkeeper.testkit.functions;

import java.util.Map;

/**
 * What a host did so far.
 *
 * @param loadMillis from the first class of the app to the last method found
 * @param firstCallMillis the first invocation, 0 before it
 * @param functions by name; those that were switched off are not there
 */
public record HostReport(double loadMillis, double firstCallMillis, Map<String, Counts> functions) {
    public HostReport {
        functions = Map.copyOf(functions);
    }

    /**
     * Of one function.
     *
     * @param failed attempts that threw
     * @param settled messages that were deleted, given back or moved
     * @param poisoned messages that were moved to the poison queue
     */
    public record Counts(int succeeded, int failed, int settled, int poisoned) {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    succeeded + other.succeeded,
                    failed + other.failed,
                    settled + other.settled,
                    poisoned + other.poisoned);
        }
    }
}
