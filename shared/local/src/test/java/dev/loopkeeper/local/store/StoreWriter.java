package dev.loopkeeper.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that writes until it is killed and says on its standard output what was acknowledged; a line cut short by
 * the kill lacks its dot.
 */
final class StoreWriter {
    private StoreWriter() {}

    /**
     * {@code ROOT NAME RACES COUNT}: waits for a byte on its standard input, claims {@code race/0} ... for its name as
     * fast as it can, then writes, replaces and deletes large objects.
     */
    public static void main(String[] args) throws IOException {
        FileObjectStore store = new FileObjectStore(Path.of(args[0]));
        String name = args[1];
        System.out.println("ready");
        if (System.in.read() < 0) {
            throw new IOException("the test has gone away");
        }
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            if (store.putIfAbsent("race/" + i, body(name, i))) {
                System.out.println("won race/" + i + " .");
            }
        }
        for (int i = 0; i < Integer.parseInt(args[3]); i++) {
            if (store.putIfAbsent("own/" + name + "/" + i, body(name, i))) {
                System.out.println("own own/" + name + "/" + i + " .");
            }
            store.put("shared/cache", body(name, i));
            store.putIfAbsent("gone/for/" + name + i, body(name, i));
            store.delete("gone/for/" + name + i);
        }
        System.out.println("done");
    }

    /** Large enough to be torn if writing were not atomic: the first line says what the whole must be. */
    static byte[] body(String name, int i) {
        String line = name + " " + i + "\n";
        return line.repeat(50_000).getBytes(UTF_8);
    }
}
