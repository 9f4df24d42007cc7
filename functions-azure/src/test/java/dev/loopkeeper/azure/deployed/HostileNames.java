package dev.loopkeeper.azure.deployed;

import java.util.List;

/** Names of blobs that somebody may choose who wishes us ill. */
final class HostileNames {
    /** No store of ours has such a name. */
    static final List<String> FORBIDDEN = List.of(
            "data/sales/../../registry.json",
            "../../registry.json",
            "data/sales/./b.csv",
            "data/sales//b.csv",
            "data/sales/e\u0301.csv",
            "data/sales/\u202egpj.csv",
            "/data/sales/b.csv",
            "data/sales/a\r\nERROR fake line",
            "data/sales/\u0000.csv",
            "data/sales/" + "x".repeat(1_025));

    /** Odd but possible. */
    static final List<String> ODD = List.of(
            "data/sales/..%2f..%2fregistry.json",
            "data/sales/%00.csv",
            "data/sales/con",
            "data/sales/\ud83d\ude80.csv",
            "data/sales/${jndi:ldap://127.0.0.1/x}",
            "data/sales/{name}",
            "data/sales/a b+c&d=e#f?g.csv",
            "journal/sales/000000000001.json",
            "dead-letters/ingest-data/x.json");

    private HostileNames() {}
}
