package dev.loopkeeper.data;

import dev.loopkeeper.config.LoopConfig.Format;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Locale;

/** Decides how a batch is read: by the configured format, then by its name, then by its first bytes. */
final class FileKind {
    private static final int LOOK = 4;

    private FileKind() {}

    static Format of(String key, Format configured, BufferedInputStream content) throws IOException {
        if (configured != Format.AUTO) {
            return configured;
        }
        String name = key.toLowerCase(Locale.ROOT);
        name = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return Format.CSV;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
            return Format.JSONL;
        }
        return name.endsWith(".parquet") ? Format.PARQUET : byFirstBytes(content);
    }

    private static Format byFirstBytes(BufferedInputStream content) throws IOException {
        content.mark(LOOK);
        byte[] first = content.readNBytes(LOOK);
        content.reset();
        if (first.length == LOOK && first[0] == 'P' && first[1] == 'A' && first[2] == 'R' && first[3] == '1') {
            return Format.PARQUET;
        }
        return first.length > 0 && first[0] == '{' ? Format.JSONL : Format.CSV;
    }
}
