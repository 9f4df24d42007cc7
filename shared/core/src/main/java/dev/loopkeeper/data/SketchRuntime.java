package dev.loopkeeper.data;

import org.apache.datasketches.memory.Memory;

/**
 * Lets the sketch library start on a newer Java than it lists.
 *
 * <p>Its newest release for Java 17 refuses to load on any version after 21, though heap sketches run there. It looks
 * at the system property {@code java.version} once, when it is loaded; for that moment, and only on such a version, it
 * reads 21.
 */
final class SketchRuntime {
    private static final String PROPERTY = "java.version";
    private static final int NEWEST_LISTED = 21;

    static {
        String actual = System.getProperty(PROPERTY);
        boolean newer = Runtime.version().feature() > NEWEST_LISTED;
        if (newer) {
            System.setProperty(PROPERTY, Integer.toString(NEWEST_LISTED));
        }
        try {
            Memory.wrap(new byte[1]);
        } finally {
            if (newer) {
                System.setProperty(PROPERTY, actual);
            }
        }
    }

    private SketchRuntime() {}

    /** Has the library loaded; called before any sketch is made or read. */
    static void prepare() {
        // Loading this class does the work.
    }
}
