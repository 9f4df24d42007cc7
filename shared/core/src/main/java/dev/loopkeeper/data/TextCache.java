package dev.loopkeeper.data;

/**
 * Gives back the same string for the same short text of one column, so that a category costs no allocation a row.
 *
 * <p>Direct-mapped, 128 slots. It switches itself off in a column whose values rarely repeat.
 */
final class TextCache {
    private static final int SLOTS = 128;
    private static final int LONGEST = 24;
    private static final int TRIAL = 1_024;

    private final String[] slots = new String[SLOTS];
    private int lookups;
    private int hits;
    private boolean off;

    String text(char[] buffer, int offset, int length) {
        if (off || length > LONGEST) {
            return new String(buffer, offset, length);
        }
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + buffer[i];
        }
        int slot = (hash ^ hash >>> 7) & (SLOTS - 1);
        String known = slots[slot];
        if (++lookups == TRIAL) {
            off = hits < TRIAL / 2;
        }
        if (known != null && same(known, buffer, offset, length)) {
            hits++;
            return known;
        }
        String made = new String(buffer, offset, length);
        slots[slot] = made;
        return made;
    }

    private static boolean same(String known, char[] buffer, int offset, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != buffer[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
