package dev.loopkeeper.local.trainer;

/** A set of hashes in one array: 500,000 of them take 8 MB. */
final class LongSet {
    private long[] slots = new long[1 << 12];
    private int size;

    /** Adds the hash; {@code false} when it is known. */
    boolean add(long hash) {
        long value = hash == 0 ? 1 : hash;
        if (size * 2L > slots.length) {
            grow();
        }
        if (!place(slots, value)) {
            return false;
        }
        size++;
        return true;
    }

    private static boolean place(long[] slots, long value) {
        int mask = slots.length - 1;
        int at = (int) (value ^ value >>> 32) & mask;
        while (slots[at] != 0) {
            if (slots[at] == value) {
                return false;
            }
            at = at + 1 & mask;
        }
        slots[at] = value;
        return true;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long value : slots) {
            if (value != 0) {
                place(larger, value);
            }
        }
        slots = larger;
    }
}
