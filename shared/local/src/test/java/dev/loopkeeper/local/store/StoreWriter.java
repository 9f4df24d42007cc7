package dev.loopkeeper.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;

/** A process that writes until it is killed and says on its standard output what was acknowledged; a line cut short by the kill lacks its dot. */
final class StoreWriter {
  private StoreWriter() {}

  /** {@code ROOT NAME COUNT}: claims {@code race/0} ... for its name, and writes and replaces large objects in between. */
  public static void main(String[] args) {
    FileObjectStore store = new FileObjectStore(Path.of(args[0]));
    String name = args[1];
    System.out.println("ready");
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      if (store.putIfAbsent("race/" + i, body(name, i))) {
        System.out.println("won race/" + i + " .");
      }
      if (store.putIfAbsent("own/" + name + "/" + i, body(name, i))) {
        System.out.println("own own/" + name + "/" + i + " .");
      }
      store.put("shared/cache", body(name, i));
      store.put("gone/" + i, body(name, i));
      store.delete("gone/" + i);
    }
    System.out.println("done");
  }

  /** Large enough to be torn if writing were not atomic: the first line says what the whole must be. */
  static byte[] body(String name, int i) {
    String line = name + " " + i + "\n";
    return line.repeat(2_000).getBytes(UTF_8);
  }
}
