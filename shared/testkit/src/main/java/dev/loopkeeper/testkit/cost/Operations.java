package dev.loopkeeper.testkit.cost;

/**
 * Calls of an object store; each is one request that a cloud bills.
 *
 * @param reads an object or what is said of it
 * @param bytes of bodies, both ways
 */
public record Operations(int writes, int lists, int reads, int deletes, long bytes) {
    static final Operations NONE = new Operations(0, 0, 0, 0, 0);

    /** All of them; deletes count too, although most price lists have them free. */
    public int all() {
        return writes + lists + reads + deletes;
    }

    Operations minus(Operations before) {
        return new Operations(
                writes - before.writes,
                lists - before.lists,
                reads - before.reads,
                deletes - before.deletes,
                bytes - before.bytes);
    }

    Operations write(int length) {
        return new Operations(writes + 1, lists, reads, deletes, bytes + length);
    }

    Operations list() {
        return new Operations(writes, lists + 1, reads, deletes, bytes);
    }

    Operations read(long length) {
        return new Operations(writes, lists, reads + 1, deletes, bytes + length);
    }

    Operations delete() {
        return new Operations(writes, lists, reads, deletes + 1, bytes);
    }
}
