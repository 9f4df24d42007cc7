package dev.loopkeeper.data;

import dev.loopkeeper.config.LoopConfig.Format;
import dev.loopkeeper.edge.LoopException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.zip.ZipException;

/**
 * Reads a batch once, in constant memory: CSV or JSON Lines, plain or gzip.
 *
 * <p>CSV: UTF-8 or UTF-16 with or without BOM, quotes as in RFC 4180, any line ending, lines without any value skipped,
 * spaces around unquoted fields dropped, separator (comma, semicolon, tab or bar) taken from the header. JSON Lines:
 * one object a line; the columns are the keys of the first 100 objects; nested values become their JSON text.
 *
 * <p>Limits: 64 KiB a field, 4 MiB a row, 4,096 columns. Faults of the content are {@code POISON} and name the object,
 * the line and what was expected; a failing stream is {@code TRANSIENT}.
 */
public final class BatchReader {
    /** Longest field, in characters. */
    static final int MAX_FIELD = 1 << 16;

    /** Longest row, in characters of its values: as many long fields as columns would not fit into memory. */
    static final int MAX_ROW = 4 << 20;

    private BatchReader() {}

    /**
     * Sends every well-formed row to the sink; does not close the stream.
     *
     * @param key name of the object, for messages and, when {@code format} is AUTO, for the format
     */
    public static ReadSummary read(InputStream in, String key, Format format, RowSink sink) {
        try {
            BufferedInputStream content = Unpacked.of(in, key);
            return switch (FileKind.of(key, format, content)) {
                case JSONL -> new JsonRows(key, sink).read(content);
                case PARQUET ->
                    throw LoopException.poison(key + " is a Parquet file, which this release does not read;"
                            + " upload CSV or JSON Lines, plain or .gz");
                case CSV, AUTO -> new CsvRows(key, sink).read(content);
            };
        } catch (UncheckedIOException e) {
            throw translated(key, e.getCause());
        } catch (IOException e) {
            throw translated(key, e);
        }
    }

    static LoopException rowTooLong(String key, long line) {
        return LoopException.poison(key + ", line " + line + ": the row is longer than 4 MiB, which is the limit;"
                + " is a closing quote or a line break missing?");
    }

    private static LoopException translated(String key, IOException e) {
        if (e instanceof CharacterCodingException) {
            return LoopException.poison(
                    key + " holds bytes that are not UTF-8; save it as UTF-8 and upload it again", e);
        }
        if (e instanceof ZipException || e instanceof EOFException) {
            return LoopException.poison(
                    key + " is damaged: its gzip data is broken or ends too early; upload it again", e);
        }
        return LoopException.transientFailure("cannot read " + key + ": " + e.getMessage(), e);
    }
}
