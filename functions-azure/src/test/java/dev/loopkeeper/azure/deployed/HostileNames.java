package dev.loopkeeper.azure.deployed;

import java.util.List;

/** Names of blobs that somebody may choose who wishes us ill. */
final class HostileNames {
    private HostileNames() {}

    /** No store of ours has such a name. */
    static List<String> forbidden(String model) {
        String folder = "data/" + model + "/";
        return List.of(
                folder + "../../registry.json",
                "../../registry.json",
                folder + "./b.csv",
                folder + "/b.csv",
                folder + "a\\b.csv",
                folder + "\u202egpj.csv",
                folder + "e\u0301.csv",
                "/" + folder + "b.csv",
                folder + "a\r\nERROR fake line",
                folder + "\u0000.csv",
                folder + "x".repeat(1_025));
    }

    /** Odd but possible; those of our own folders are outputs, which never trigger an input. */
    static List<String> odd(String model) {
        String folder = "data/" + model + "/";
        return List.of(
                folder + "..%2f..%2fregistry.json",
                folder + "%00.csv",
                folder + "con",
                folder + "\ud83d\ude80.csv",
                folder + "${jndi:ldap://127.0.0.1/x}",
                folder + "{name}",
                folder + "a b+c&d=e#f?g.csv",
                "journal/" + model + "/000000000001.json",
                "dead-letters/ingest-data/x.json");
    }
}
